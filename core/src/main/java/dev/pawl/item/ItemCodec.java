package dev.pawl.item;

import dev.pawl.line.Checksum;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import dev.pawl.line.LineReader.Line;
import dev.pawl.line.Timestamps;
import dev.pawl.model.JobStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The lines of an item log: a header that names the command, then a line per finished item.
 *
 * <pre>
 * {"items_of":"default/update","key":"77e1c0..","crc":"5ab1c8f0"}
 * {"item":"a.csv","occurrence":1,"content":"9a0c..","index":7,"outcome":"succeeded","attempts":1,"at":"2026-11-20T15:47:41.120Z","crc":"9f3c2a10"}
 * {"item":"b.csv","occurrence":1,"content":"04d7..","index":8,"outcome":"failed","attempts":3,"reason":"exit code 3","at":"2026-11-20T15:47:41.310Z","crc":"7d10c4ee"}
 * </pre>
 *
 * <p>What is empty is left out.
 */
final class ItemCodec {
  private final JsonWriter out = new JsonWriter(false);
  private final Timestamps times = new Timestamps();

  ByteBuffer records(List<ItemRecord> records) {
    out.clear();
    records.forEach(this::add);
    return out.written();
  }

  /** The first line of a file. */
  ByteBuffer header(String owner, String key) {
    out.clear();
    int from = out.size();
    out.object().name("items_of").value(owner);
    out.name("key").value(key);
    close(from);
    return out.written();
  }

  /** The line of {@link ItemStart}. */
  ByteBuffer start(ItemStart start) {
    out.clear();
    int from = out.size();
    add(start.key());
    out.name("index").value(start.index());
    out.name("attempt").value(start.attempt());
    out.name("command").value(start.command());
    out.name("at").value(times.format(start.at()));
    close(from);
    return out.written();
  }

  /**
   * The same read again.
   *
   * @throws IllegalArgumentException if it is another line
   */
  ItemStart start(Line line) {
    JsonObject fields = Json.object(line.bytes(), line.from(), line.to());
    return new ItemStart(
        key(fields),
        fields.smallNumber("index"),
        fields.smallNumber("attempt"),
        fields.text("command"),
        times.parse(fields.text("at")));
  }

  private void add(ItemKey key) {
    out.object().name("item").value(key.text());
    out.name("occurrence").value(key.occurrence());
    if (!key.content().isEmpty()) {
      out.name("content").value(key.content());
    }
  }

  private static ItemKey key(JsonObject fields) {
    return new ItemKey(
        fields.text("item"),
        fields.smallNumber("occurrence"),
        fields.optionalText("content").orElse(""));
  }

  private void add(ItemRecord record) {
    int from = out.size();
    add(record.key());
    out.name("index").value(record.index());
    out.name("outcome").value(record.outcome().wire());
    out.name("attempts").value(record.attempts());
    if (!record.reason().isEmpty()) {
      out.name("reason").value(record.reason());
    }
    out.name("at").value(times.format(record.at()));
    close(from);
  }

  private void close(int from) {
    Checksum.close(out, from);
    out.raw('\n');
    out.nextDocument();
  }

  /** The key of a header; empty when the line is none. */
  Optional<String> key(Line line) {
    JsonObject fields = Json.object(line.bytes(), line.from(), line.to());
    return fields.has("items_of") ? fields.optionalText("key") : Optional.empty();
  }

  /**
   * The record of a line.
   *
   * @throws IllegalArgumentException if it is none that this version knows
   */
  ItemRecord record(Line line) {
    JsonObject fields = Json.object(line.bytes(), line.from(), line.to());
    String outcome = fields.text("outcome");
    return new ItemRecord(
        key(fields),
        fields.smallNumber("index"),
        JobStatus.ofWire(outcome)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the outcome '" + outcome + "' is of a newer version of Pawl")),
        fields.smallNumber("attempts"),
        fields.optionalText("reason").orElse(""),
        times.parse(fields.text("at")));
  }
}
