package dev.pawl.app.server;

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
 * </pre>
 *
 * @param jobs empty: the run as a whole
 */
record CancelRequest(List<JobName> jobs) {
  private static final String OP = "cancel";
  private static final String JOBS = "jobs";
  private static final Set<String> FIELDS = Set.of(ControlLine.VERSION_FIELD, "op", JOBS);

  CancelRequest {
    jobs = List.copyOf(jobs);
  }

  byte[] line() {
    JsonWriter writer = new JsonWriter(false);
    writer.object().name(ControlLine.VERSION_FIELD).value(ControlLine.VERSION);
    writer.name("op").value(OP);
    if (!jobs.isEmpty()) {
      writer.name(JOBS).list();
      jobs.forEach(job -> writer.value(job.value()));
      writer.end();
    }
    return ControlLine.ended(writer.end());
  }

  /**
   * What a line says, without its end.
   *
   * @throws IllegalArgumentException if it is no such request; the message is for the client
   */
  static CancelRequest parse(byte[] line) {
    JsonObject object = Json.object(line, 0, line.length);
    ControlLine.checkVersion(object);
    List<String> names = object.names();
    for (String name : names) {
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException("unknown field '" + name + "'");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("a field is there twice");
    }
    if (!object.text("op").equals(OP)) {
      throw new IllegalArgumentException("unknown op '" + object.text("op") + "'");
    }
    List<JobName> jobs = object.list(JOBS, String.class).stream().map(JobName::new).toList();
    if (jobs.isEmpty() && names.contains(JOBS)) {
      throw new IllegalArgumentException("'jobs' names none; without it the run is meant");
    }
    return new CancelRequest(jobs);
  }
}
