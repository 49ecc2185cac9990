package dev.pawl.journal;

import dev.pawl.line.Checksum;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import dev.pawl.line.Timestamps;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Occasion;
import dev.pawl.model.RunId;
import dev.pawl.model.RunStatus;
import dev.pawl.model.SkipCause;
import dev.pawl.model.WorkflowName;
import dev.pawl.run.Entry;
import dev.pawl.run.Owner;
import dev.pawl.run.Placement;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunOptions;
import dev.pawl.run.StopCause;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events as lines, and back:
 *
 * <pre>
 * {"seq":1,"at":"2026-11-20T15:47:41.120Z","event":"RunCreated","run":"20261120-154741-7f3a","workflow":"default","owner":{"boot":"6c1f..","pid":4711,"start":99},"options":{"concurrency":2,"seed":7},"crc":"5ab1c8f0"}
 * {"seq":2,"at":"2026-11-20T15:47:41.121Z","event":"RunBegan","lasting":false,"crc":"0e77d1b4"}
 * {"seq":3,"at":"2026-11-20T15:47:41.121Z","event":"StepsUpToDate","reason":"complete since 2026-11-19T09:12:55Z","jobs":["get","unpack"],"crc":"02ba6e5d"}
 * {"seq":4,"at":"2026-11-20T15:47:41.121Z","event":"AttemptPlanned","job":"build","attempt":1,"crc":"c2f0937d"}
 * {"seq":5,"at":"2026-11-20T15:47:41.124Z","event":"AttemptStarted","job":"build","attempt":1,"pid":4712,"start":101,"crc":"91d2aa05"}
 * {"seq":6,"at":"2026-11-20T15:47:43.530Z","event":"AttemptFinished","job":"build","attempt":1,"outcome":"failed","exit_code":7,"signal":0,"reason":"exit code 7","log_bytes":812,"crc":"7d10c4ee"}
 * {"seq":7,"at":"2026-11-20T15:47:43.530Z","event":"JobFinished","job":"build","status":"failed","reason":"exit code 7","crc":"f3a9210c"}
 * {"seq":8,"at":"2026-11-20T15:47:43.531Z","event":"RunFinished","status":"failed","exit_code":1,"crc":"4b8e66d2"}
 * </pre>
 *
 * <p>What is empty is left out. Fields that are not known are ignored; an event that is not known
 * is refused, because a state without it would be wrong.
 */
final class EventCodec {
  private final JsonWriter out = new JsonWriter(false);
  private final Timestamps times = new Timestamps();
  private final Map<String, JobName> jobs = new HashMap<>();

  /** The lines of some entries; valid until the next call. */
  ByteBuffer encode(List<Entry> entries) {
    out.clear();
    for (Entry entry : entries) {
      int from = out.size();
      out.object();
      out.name("seq").value(entry.seq());
      out.name("at").value(times.format(entry.at()));
      write(entry.event());
      Checksum.close(out, from);
      out.raw('\n');
      out.nextDocument();
    }
    return out.written();
  }

  private void write(RunEvent event) {
    switch (event) {
      case RunEvent.RunCreated e -> created(e);
      case RunEvent.JobPromoted e -> {
        job("JobPromoted", e.job());
        text("needed_by", e.neededBy().value());
      }
      case RunEvent.RunBegan e -> {
        event("RunBegan");
        out.name("lasting").value(e.lasting());
      }
      case RunEvent.StepsUpToDate e -> upToDate(e);
      case RunEvent.StepDue e -> stepDue(e);
      case RunEvent.StepWaiting e -> stepWaiting(e);
      case RunEvent.Passing _ -> throw new IllegalArgumentException("not recorded: " + event);
      case RunEvent.WorkEvent e -> WorkCodec.write(out, e);
      case RunEvent.AttemptPlanned e -> attempt("AttemptPlanned", e.job(), e.attempt());
      case RunEvent.AttemptStarted e -> {
        attempt("AttemptStarted", e.job(), e.attempt());
        number("pid", e.pid());
        number("start", e.start());
      }
      case RunEvent.ServiceReady e -> attempt("ServiceReady", e.job(), e.attempt());
      case RunEvent.StopOrdered e -> {
        attempt("StopOrdered", e.job(), e.attempt());
        text("cause", e.cause().wire());
        reason(e.reason());
      }
      case RunEvent.AttemptFinished e -> attemptFinished(e);
      case RunEvent.RetryScheduled e -> {
        attempt("RetryScheduled", e.job(), e.attempt());
        text("due_at", e.dueAt().toString());
      }
      case RunEvent.RetryDue e -> attempt("RetryDue", e.job(), e.attempt());
      case RunEvent.JobFinished e -> {
        job("JobFinished", e.job());
        text("status", e.status().wire());
        if (e.cause().isPresent()) {
          text("cause", e.cause().get().wire());
        }
        reason(e.reason());
      }
      case RunEvent.RunStopping e -> stopping(e);
      case RunEvent.HandedOver _ -> event("HandedOver");
      case RunEvent.TakenOver e -> takenOver(e);
      case RunEvent.NoticeFailed e -> noticeFailed(e);
      case RunEvent.RunFinished e -> finished(e);
    }
  }

  private void created(RunEvent.RunCreated e) {
    event("RunCreated");
    text("run", e.run().value());
    text("workflow", e.workflow().value());
    e.parent().ifPresent(parent -> text("parent", parent.value()));
    owner(e.owner());
    out.name("options").object();
    number("concurrency", e.options().concurrency());
    number("seed", e.options().seed());
    if (e.options().placement() != Placement.INLINE) {
      text("placement", e.options().placement().wire());
    }
    out.end();
  }

  private void takenOver(RunEvent.TakenOver e) {
    event("TakenOver");
    owner(e.owner());
  }

  private void owner(Owner owner) {
    out.name("owner").object();
    text("boot", owner.boot());
    number("pid", owner.pid());
    number("start", owner.start());
    out.end();
  }

  private void upToDate(RunEvent.StepsUpToDate e) {
    event("StepsUpToDate");
    text("reason", e.reason());
    out.name("jobs").list();
    e.jobs().forEach(job -> out.value(job.value()));
    out.end();
  }

  private void stepDue(RunEvent.StepDue e) {
    job("StepDue", e.job());
    text("reason", e.reason());
  }

  private void stepWaiting(RunEvent.StepWaiting e) {
    job("StepWaiting", e.job());
    e.holder().ifPresent(holder -> text("holder", holder));
  }

  private void attemptFinished(RunEvent.AttemptFinished e) {
    attempt("AttemptFinished", e.job(), e.attempt());
    text("outcome", e.outcome().wire());
    if (e.exitCode().isPresent()) {
      number("exit_code", e.exitCode().getAsInt());
    }
    number("signal", e.signal());
    reason(e.reason());
    number("log_bytes", e.logBytes());
    if (e.progress().isPresent()) {
      text("progress", e.progress().get().toString());
    }
  }

  private void stopping(RunEvent.RunStopping e) {
    event("RunStopping");
    text("cause", e.cause().wire());
    number("signal", e.signal());
    out.name("hard").value(e.hard());
    text("reason", e.reason());
  }

  private void noticeFailed(RunEvent.NoticeFailed e) {
    event("NoticeFailed");
    text("notice", e.notice().wire());
    text("reason", e.reason());
  }

  private void finished(RunEvent.RunFinished e) {
    event("RunFinished");
    text("status", e.status().wire());
    number("exit_code", e.exitCode());
    reason(e.reason());
  }

  private void event(String name) {
    text("event", name);
  }

  private void job(String event, JobName job) {
    event(event);
    text("job", job.value());
  }

  private void attempt(String event, JobName job, int attempt) {
    job(event, job);
    number("attempt", attempt);
  }

  private void reason(Optional<String> reason) {
    if (reason.isPresent()) {
      text("reason", reason.get());
    }
  }

  private void text(String name, String value) {
    out.name(name).value(value);
  }

  private void number(String name, long value) {
    out.name(name).value(value);
  }

  /**
   * The entry of a line whose checksum holds.
   *
   * @throws IllegalArgumentException if it is no event that this version knows
   */
  Entry decode(byte[] bytes, int from, int to) {
    JsonObject line = Json.object(bytes, from, to);
    Instant at = times.parse(line.text("at"));
    String event = line.text("event");
    return new Entry(
        line.number("seq"),
        at,
        switch (event) {
          case "RunCreated" -> created(line);
          case "JobPromoted" -> new RunEvent.JobPromoted(job(line, "job"), job(line, "needed_by"));
          case "RunBegan" -> new RunEvent.RunBegan(line.flag("lasting"));
          case "StepsUpToDate" -> new RunEvent.StepsUpToDate(line.text("reason"), jobs(line));
          case "StepDue" -> new RunEvent.StepDue(job(line, "job"), line.text("reason"));
          case "StepWaiting" ->
              new RunEvent.StepWaiting(job(line, "job"), line.optionalText("holder"));
          case "AttemptPlanned" -> new RunEvent.AttemptPlanned(job(line, "job"), attempt(line));
          case "AttemptStarted" ->
              new RunEvent.AttemptStarted(
                  job(line, "job"), attempt(line), line.number("pid"), line.number("start"));
          case "ServiceReady" -> new RunEvent.ServiceReady(job(line, "job"), attempt(line));
          case "StopOrdered" ->
              new RunEvent.StopOrdered(
                  job(line, "job"), attempt(line), stopCause(line), line.optionalText("reason"));
          case "AttemptFinished" -> attemptFinished(line);
          case "RetryScheduled" ->
              new RunEvent.RetryScheduled(job(line, "job"), attempt(line), line.time("due_at"));
          case "RetryDue" -> new RunEvent.RetryDue(job(line, "job"), attempt(line));
          case "JobFinished" -> jobFinished(line);
          case "RunStopping" ->
              new RunEvent.RunStopping(
                  stopCause(line),
                  line.smallNumber("signal"),
                  line.flag("hard"),
                  line.text("reason"));
          case "NoticeFailed" -> noticeFailed(line);
          case "HandedOver" -> new RunEvent.HandedOver();
          case "TakenOver" -> new RunEvent.TakenOver(owner(line));
          case "RunFinished" -> runFinished(line);
          default ->
              WorkCodec.read(event, line)
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "the event '" + event + "' is of a newer version of Pawl"));
        });
  }

  private static RunEvent created(JsonObject line) {
    JsonObject options = line.object("options");
    return new RunEvent.RunCreated(
        new RunId(line.text("run")),
        new WorkflowName(line.text("workflow")),
        line.optionalText("parent").map(RunId::new),
        owner(line),
        new RunOptions(
            options.smallNumber("concurrency"),
            options.number("seed"),
            options
                .optionalText("placement")
                .map(text -> known("placement", options, Placement.ofWire(text)))
                .orElse(Placement.INLINE)));
  }

  private static Owner owner(JsonObject line) {
    JsonObject owner = line.object("owner");
    return new Owner(owner.text("boot"), owner.number("pid"), owner.number("start"));
  }

  private RunEvent attemptFinished(JsonObject line) {
    return new RunEvent.AttemptFinished(
        job(line, "job"),
        attempt(line),
        end("outcome", line),
        line.optionalNumber("exit_code"),
        line.smallNumber("signal"),
        line.optionalText("reason"),
        line.number("log_bytes"),
        line.optionalText("progress").flatMap(JobProgress::parse));
  }

  private RunEvent jobFinished(JsonObject line) {
    return new RunEvent.JobFinished(
        job(line, "job"),
        end("status", line),
        line.optionalText("cause").map(text -> known("cause", line, SkipCause.ofWire(text))),
        line.optionalText("reason"));
  }

  private static RunEvent noticeFailed(JsonObject line) {
    return new RunEvent.NoticeFailed(
        known("notice", line, Occasion.ofWire(line.text("notice"))), line.text("reason"));
  }

  private static RunEvent runFinished(JsonObject line) {
    return new RunEvent.RunFinished(
        known("status", line, RunStatus.ofWire(line.text("status"))),
        line.smallNumber("exit_code"),
        line.optionalText("reason"));
  }

  private JobName job(JsonObject line, String name) {
    return jobs.computeIfAbsent(line.text(name), JobName::new);
  }

  private List<JobName> jobs(JsonObject line) {
    List<JobName> found = new ArrayList<>();
    for (String name : line.list("jobs", String.class)) {
      found.add(jobs.computeIfAbsent(name, JobName::new));
    }
    return found;
  }

  private static int attempt(JsonObject line) {
    return line.smallNumber("attempt");
  }

  private static JobStatus end(String name, JsonObject line) {
    JobStatus status = known(name, line, JobStatus.ofWire(line.text(name)));
    if (!status.isFinal()) {
      throw new IllegalArgumentException(
          "'%s' is '%s', which is no end".formatted(name, status.wire()));
    }
    return status;
  }

  private static StopCause stopCause(JsonObject line) {
    return known("cause", line, StopCause.ofWire(line.text("cause")));
  }

  private static <T> T known(String name, JsonObject line, Optional<T> value) {
    return value.orElseThrow(() ->
        new IllegalArgumentException(
            "'%s' has the value '%s', which is of a newer version of Pawl"
                .formatted(name, line.text(name))));
  }
}
