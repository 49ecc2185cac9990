package dev.pawl.app.server;

import dev.pawl.backlog.BacklogChange;
import dev.pawl.journal.ChangeJson;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import dev.pawl.model.JobName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client asks for, one JSON object in a line of at most {@link ControlLine#LONGEST} bytes:
 *
 * <pre>
 * {"pawl":1,"op":"cancel"}                     ends the run
 * {"pawl":1,"op":"cancel","jobs":["a","b"]}    ends some of its jobs
 * {"pawl":1,"op":"change","change":{"do":"block","item":"WRK-007","reason":"which database?"}}
 *                                              changes the backlog that the run works at
 * </pre>
 */
sealed interface ControlRequest {
  /**
   * The run is to end, or jobs of it.
   *
   * @param jobs empty: the run as a whole
   */
  record Cancel(List<JobName> jobs) implements ControlRequest {
    public Cancel {
      jobs = List.copyOf(jobs);
    }
  }

  /** The backlog is to be changed. */
  record Change(BacklogChange change) implements ControlRequest {}

  /** The line that says so, with its end. */
  default byte[] line() {
    JsonWriter writer = new JsonWriter(false);
    writer.object().name(ControlLine.VERSION_FIELD).value(ControlLine.VERSION);
    switch (this) {
      case Cancel cancel -> {
        writer.name("op").value("cancel");
        if (!cancel.jobs.isEmpty()) {
          writer.name("jobs").list();
          cancel.jobs.forEach(job -> writer.value(job.value()));
          writer.end();
        }
      }
      case Change change -> {
        writer.name("op").value("change").name("change");
        ChangeJson.write(writer, change.change);
      }
    }
    return ControlLine.ended(writer.end());
  }

  /**
   * What a line says, without its end.
   *
   * @throws IllegalArgumentException if it is no such request; the message is for the client
   */
  static ControlRequest parse(byte[] line) {
    JsonObject object = Json.object(line, 0, line.length);
    ControlLine.checkVersion(object);
    String op = object.text("op");
    return switch (op) {
      case "cancel" -> {
        check(object, "jobs");
        yield cancel(object);
      }
      case "change" -> {
        check(object, "change");
        yield new Change(ChangeJson.read(object.object("change")));
      }
      default -> throw new IllegalArgumentException("unknown op '" + op + "'");
    };
  }

  private static void check(JsonObject object, String field) {
    Set<String> fields = Set.of(ControlLine.VERSION_FIELD, "op", field);
    List<String> names = object.names();
    for (String name : names) {
      if (!fields.contains(name)) {
        throw new IllegalArgumentException("unknown field '" + name + "'");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("a field is there twice");
    }
  }

  private static Cancel cancel(JsonObject object) {
    List<JobName> jobs = object.list("jobs", String.class).stream().map(JobName::new).toList();
    if (jobs.isEmpty() && object.names().contains("jobs")) {
      throw new IllegalArgumentException("'jobs' names none; without it the run is meant");
    }
    return new Cancel(jobs);
  }
}
