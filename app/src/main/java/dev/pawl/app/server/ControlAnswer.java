package dev.pawl.app.server;

import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.ItemId;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client is told, a line for each of its own, two for a change that is to be decided:
 *
 * <pre>
 * {"pawl":1,"ok":true}                                         it will be done
 * {"pawl":1,"heard":true}                                      it is being decided
 * {"pawl":1,"ok":true,"words":"WRK-008 is added","item":"WRK-008"}    it is done
 * {"pawl":1,"ok":false,"error":"the run has no job 'x'"}       nothing will
 * {"pawl":1,"ok":false,"error":"..","kind":"later"}            nothing was, but may be asked again
 * </pre>
 */
sealed interface ControlAnswer {
  /** It will be done. */
  ControlAnswer OK = new Done("", Optional.empty());

  /** A change is to be decided; before this nothing was heard, and another answer follows. */
  record Heard() implements ControlAnswer {}

  /**
   * Yes.
   *
   * @param words what was done; "" when it will be
   * @param item that is new
   */
  record Done(String words, Optional<ItemId> item) implements ControlAnswer {}

  /** No. */
  record Refused(String error, Kind kind) implements ControlAnswer {}

  /** Why not. */
  enum Kind {
    /** It cannot be done as things stand. */
    REFUSED,
    /** It speaks of something that there is not. */
    MISTAKEN,
    /** Nobody could decide it now. */
    LATER;

    private String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What a later version may say besides means no as well. */
    private static Kind ofWire(String text) {
      for (Kind kind : values()) {
        if (kind.wire().equals(text)) {
          return kind;
        }
      }
      return REFUSED;
    }
  }

  /** A plain no. */
  static ControlAnswer refused(String error) {
    return new Refused(error, Kind.REFUSED);
  }

  /** What came of a change. */
  static ControlAnswer of(BacklogChange.Answer answer) {
    return switch (answer) {
      case BacklogChange.Answer.Changed changed ->
          new Done(cut(changed.transition().words()), changed.transition().added());
      case BacklogChange.Answer.Mistaken(String why) -> new Refused(cut(why), Kind.MISTAKEN);
      case BacklogChange.Answer.Refused(String why) -> new Refused(cut(why), Kind.REFUSED);
      case BacklogChange.Answer.Later(String why) -> new Refused(cut(why), Kind.LATER);
    };
  }

  /** What a client has sent may be told it again, but not all of it. */
  static String cut(String text) {
    int most = ControlLine.LONGEST_WORDS;
    return text.length() > most ? text.substring(0, most) + "..." : text;
  }

  /** The line that says so, with its end. */
  default byte[] line() {
    JsonWriter writer = new JsonWriter(false);
    writer.object().name(ControlLine.VERSION_FIELD).value(ControlLine.VERSION);
    switch (this) {
      case Heard _ -> writer.name("heard").value(true);
      case Done done -> {
        writer.name("ok").value(true);
        if (!done.words.isEmpty()) {
          writer.name("words").value(done.words);
        }
        done.item.ifPresent(item -> writer.name("item").value(item.value()));
      }
      case Refused refused -> {
        writer.name("ok").value(false).name("error").value(refused.error);
        if (refused.kind != Kind.REFUSED) {
          writer.name("kind").value(refused.kind.wire());
        }
      }
    }
    return ControlLine.ended(writer.end());
  }

  /**
   * What a line says, without its end; what a later version may say besides is passed over.
   *
   * @throws IllegalArgumentException if it is no answer
   */
  static ControlAnswer parse(byte[] line) {
    JsonObject object = Json.object(line, 0, line.length);
    ControlLine.checkVersion(object);
    if (object.optionalFlag("heard")) {
      return new Heard();
    }
    if (!object.flag("ok")) {
      Kind kind = object.optionalText("kind").map(Kind::ofWire).orElse(Kind.REFUSED);
      return new Refused(object.text("error"), kind);
    }
    return new Done(
        object.optionalText("words").orElse(""), object.optionalText("item").map(ItemId::new));
  }
}
