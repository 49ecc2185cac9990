package dev.pawl.app.server;

import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import java.util.Optional;

/**
 * What a client is told, a line for each of its own:
 *
 * <pre>
 * {"pawl":1,"ok":true}                                      it will be done
 * {"pawl":1,"ok":false,"error":"the run has no job 'x'"}    nothing will
 * </pre>
 *
 * @param error why not
 */
record ControlAnswer(Optional<String> error) {
  static final ControlAnswer OK = new ControlAnswer(Optional.empty());

  static ControlAnswer refused(String error) {
    return new ControlAnswer(Optional.of(error));
  }

  byte[] line() {
    JsonWriter writer = new JsonWriter(false);
    writer.object().name(ControlLine.VERSION_FIELD).value(ControlLine.VERSION);
    writer.name("ok").value(error.isEmpty());
    error.ifPresent(text -> writer.name("error").value(text));
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
    return object.flag("ok") ? OK : refused(object.text("error"));
  }
}
