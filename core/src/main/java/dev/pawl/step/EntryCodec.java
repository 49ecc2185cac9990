package dev.pawl.step;

import dev.pawl.line.Checksum;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonValue;
import dev.pawl.line.JsonWriter;
import dev.pawl.line.Timestamps;
import dev.pawl.model.Durations;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Entries as lines, and back:
 *
 * <pre>
 * {"step_name":"default/build","completed":false,"completed_at":null,"validation_status":{"Invalid":"started"},"data_stage":"data","content_reference":{"directory":"out"},"content_hash":null,"dependencies":{"default/get":"9a0c.."},"key":{"command":"..","shell":"..","env":{},"needs":{}},"by":{"run":"20261120-154741-7f3a","boot":"6c1f..","pid":4711,"start":99},"at":"2026-11-20T15:47:41.120Z","crc":"9f3c2a10"}
 * {"step_name":"default/build","completed":true,"completed_at":"2026-11-20T15:58:02.004Z","validation_status":"Valid","data_stage":"cache","time_to_live":"7d","content_reference":null,"content_hash":"77e1..","dependencies":{},"at":"2026-11-20T15:58:02.004Z","crc":"1b0c77e4"}
 * </pre>
 *
 * <p>Read as well: {@code {"Invalid":{"reason":TEXT}}}, dependencies as a list of names, any RFC
 * 3339 time, a missing stage (data), times and hashes that are missing. A line that calls itself
 * complete without a hash or a time, or complete and invalid, is read as incomplete. Fields that
 * are not known, or have another shape, are kept and written behind the known ones.
 */
final class EntryCodec {
  /** Stands before every reason that is written; read with it or without. */
  private static final String INCOMPLETE = "Incomplete: ";

  private static final byte[] FIRST = "{\"step_name\":\"".getBytes(StandardCharsets.US_ASCII);

  private final JsonWriter out = new JsonWriter(false);
  private final Timestamps times = new Timestamps();

  /** Names and texts that many lines share, so that they are held once. */
  private final Map<String, StepName> names = new HashMap<>();

  private final Map<String, String> texts = new HashMap<>();

  /** The lines of some entries; valid until the next call. */
  ByteBuffer encode(List<StepEntry> entries) {
    out.clear();
    for (StepEntry entry : entries) {
      int from = out.size();
      out.object();
      write(entry);
      Checksum.close(out, from);
      out.raw('\n');
      out.nextDocument();
    }
    return out.written();
  }

  /** Whether Pawl would write this very line of a complete step, but for the times in it. */
  synchronized boolean isLineOf(StepName name, String hash, StepFacts facts, byte[] line) {
    out.clear();
    out.object();
    write(StepEntry.complete(name, hash, facts, Instant.EPOCH));
    Checksum.close(out, 0);
    return OwnForm.isSame(line, out.array(), 0, out.size(), name.value().length());
  }

  private void write(StepEntry entry) {
    StepFacts facts = entry.facts();
    out.name("step_name").value(entry.name().value());
    writeState(entry.state());
    out.name("data_stage").value(facts.stage().wire());
    facts.timeToLive().ifPresent(limit -> text("time_to_live", Durations.format(limit)));
    out.name("content_reference");
    facts.content().ifPresentOrElse(out::value, out::nothing);
    hash("content_hash", entry.hash());
    out.name("dependencies").object();
    facts.dependencies().forEach((step, hash) -> hash(step.value(), hash));
    out.end();
    facts.key().ifPresent(key -> out.name("key").value(key.fields()));
    facts.by().ifPresent(this::writeOwner);
    entry.at().ifPresent(at -> text("at", times.format(at)));
    JsonObject more = facts.more();
    for (String name : more.names()) {
      Object value = more.value(name);
      out.name(name);
      Optional.ofNullable(value).map(JsonValue::new).ifPresentOrElse(out::value, out::nothing);
    }
  }

  private void writeState(StepState state) {
    switch (state) {
      case StepState.Complete complete -> {
        out.name("completed").value(true);
        text("completed_at", times.format(complete.completedAt()));
        text("validation_status", "Valid");
      }
      case StepState.Incomplete incomplete -> {
        out.name("completed").value(false);
        out.name("completed_at").nothing();
        out.name("validation_status").object();
        text("Invalid", INCOMPLETE + incomplete.reason());
        out.end();
      }
    }
  }

  private void writeOwner(StepOwner owner) {
    out.name("by").object();
    text("run", owner.run());
    text("boot", owner.boot());
    out.name("pid").value(owner.pid());
    out.name("start").value(owner.start());
    out.end();
  }

  private void text(String name, String value) {
    out.name(name).value(value);
  }

  private void hash(String name, Optional<String> hash) {
    out.name(name);
    hash.ifPresentOrElse(out::value, out::nothing);
  }

  /**
   * The entry of a good line.
   *
   * @throws IllegalArgumentException if it is none that this version knows
   */
  synchronized StepEntry decode(byte[] bytes, int from, int to) {
    JsonObject line = Json.object(bytes, from, to);
    Optional<JsonObject> key = object(line, "key");
    Optional<StepOwner> by = object(line, "by").filter(EntryCodec::isOwner).map(this::owner);
    StepFacts facts =
        new StepFacts(
            line.optionalText("data_stage").map(EntryCodec::stage).orElse(DataStage.DATA),
            line.optionalText("time_to_live").map(EntryCodec::limit),
            Optional.ofNullable(line.value("content_reference")).map(JsonValue::new),
            dependencies(line),
            key.map(StepKey::new),
            by,
            line.without(known(key.isPresent(), by.isPresent())));
    Optional<Instant> at = line.optionalText("at").map(this::time);
    return new StepEntry(name(line.text("step_name")), state(line), facts, at);
  }

  /** What need not be kept as it is. */
  private static Set<String> known(boolean key, boolean by) {
    return key && by ? KNOWN : key ? KNOWN_BUT_BY : by ? KNOWN_BUT_KEY : KNOWN_BUT_KEY_AND_BY;
  }

  private static final Set<String> KNOWN_BUT_KEY_AND_BY =
      Set.of(
          "step_name",
          "completed",
          "completed_at",
          "validation_status",
          "data_stage",
          "time_to_live",
          "content_reference",
          "content_hash",
          "dependencies",
          "at",
          "crc");

  private static final Set<String> KNOWN_BUT_BY = and("key", KNOWN_BUT_KEY_AND_BY);
  private static final Set<String> KNOWN_BUT_KEY = and("by", KNOWN_BUT_KEY_AND_BY);
  private static final Set<String> KNOWN = and("by", KNOWN_BUT_BY);

  private static Set<String> and(String name, Set<String> others) {
    Set<String> all = new HashSet<>(others);
    all.add(name);
    return all;
  }

  private StepState state(JsonObject line) {
    Optional<String> hash = line.optionalText("content_hash").filter(text -> !text.isBlank());
    Optional<String> invalid = invalid(line);
    if (invalid.isPresent()) {
      return new StepState.Incomplete(invalid.get(), hash);
    }
    if (!line.has("completed") || !line.flag("completed")) {
      return new StepState.Incomplete("recorded as not completed", hash);
    }
    Optional<Instant> completedAt =
        line.optionalText("completed_at").or(() -> line.optionalText("at")).map(this::time);
    if (completedAt.isEmpty()) {
      return new StepState.Incomplete("recorded as completed without a time", hash);
    }
    return hash.isEmpty()
        ? new StepState.Incomplete("recorded as completed without a content hash", hash)
        : new StepState.Complete(completedAt.get(), hash.get());
  }

  /** Why a line is invalid; empty when it calls itself valid, or says nothing. */
  private static Optional<String> invalid(JsonObject line) {
    if (!line.has("validation_status")) {
      return Optional.empty();
    }
    if (line.isText("validation_status")) {
      String status = line.text("validation_status");
      if (status.equals("Valid")) {
        return Optional.empty();
      }
      throw new IllegalArgumentException("'validation_status' is '" + status + "', not Valid");
    }
    JsonObject status = line.object("validation_status");
    String reason =
        status.isText("Invalid")
            ? status.text("Invalid")
            : status.object("Invalid").optionalText("reason").orElse("");
    String plain = reason.startsWith(INCOMPLETE) ? reason.substring(INCOMPLETE.length()) : reason;
    return Optional.of(plain.isBlank() ? "recorded as invalid" : plain);
  }

  private Map<StepName, Optional<String>> dependencies(JsonObject line) {
    Map<StepName, Optional<String>> found = new LinkedHashMap<>();
    if (line.value("dependencies") instanceof List<?>) {
      for (String step : line.list("dependencies", String.class)) {
        found.put(name(step), Optional.empty());
      }
    } else if (line.has("dependencies")) {
      JsonObject hashes = line.object("dependencies");
      for (String step : hashes.names()) {
        found.put(name(step), hashes.optionalText(step).map(this::shared));
      }
    }
    return found;
  }

  private static Optional<JsonObject> object(JsonObject line, String name) {
    return line.value(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  private static boolean isOwner(JsonObject by) {
    return by.isText("run")
        && by.isText("boot")
        && by.value("pid") instanceof Long
        && by.value("start") instanceof Long;
  }

  private StepOwner owner(JsonObject by) {
    return new StepOwner(
        shared(by.text("run")), shared(by.text("boot")), by.number("pid"), by.number("start"));
  }

  synchronized Instant time(String text) {
    try {
      return times.parse(text);
    } catch (IllegalArgumentException e) {
      return anyTime(text);
    }
  }

  private static Instant anyTime(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (Timestamps.canFormat(time)) {
        return time;
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a time like 2026-11-20T15:47:41.120Z");
  }

  private static DataStage stage(String text) {
    return DataStage.ofWire(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'data_stage' is '" + text + "', not cache, data or storage"));
  }

  private static Duration limit(String text) {
    return Durations.parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException("'time_to_live' is '" + text + "'; " + Durations.RULE));
  }

  /**
   * The step that a good line is about; quick for lines that Pawl has written.
   *
   * @throws IllegalArgumentException if it is none that this version knows
   */
  String step(byte[] bytes, int from, int to) {
    int start = from + FIRST.length;
    if (start < to && Arrays.equals(bytes, from, start, FIRST, 0, FIRST.length)) {
      for (int at = start; at < to && bytes[at] != '\\'; at++) {
        if (bytes[at] == '"') {
          return new String(bytes, start, at - start, StandardCharsets.UTF_8);
        }
      }
    }
    return Json.object(bytes, from, to).text("step_name");
  }

  private StepName name(String text) {
    return names.computeIfAbsent(text, StepName::new);
  }

  private String shared(String text) {
    return texts.computeIfAbsent(text, same -> same);
  }
}
