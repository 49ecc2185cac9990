package dev.pawl.coordinator;

import dev.pawl.model.JobName;
import dev.pawl.model.RunId;
import dev.pawl.model.WorkflowName;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunEvent.StepsUpToDate;
import dev.pawl.run.RunState;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run in which nothing was to do, with what it was found by. As bytes, lines of text:
 *
 * <pre>
 * digest of the circumstances
 * stamp of the ledger
 * id of the run, whose plan it is
 * name of the workflow
 * concurrency
 * number of steps, a space, why they are up to date
 * the names of these steps, a line each; then the next number
 * </pre>
 */
record Idleness(
    String digest,
    String ledger,
    RunId run,
    WorkflowName workflow,
    int concurrency,
    List<StepsUpToDate> steps) {

  static Idleness of(String digest, String ledger, RunState state) {
    Map<String, List<JobName>> byReason = new LinkedHashMap<>();
    for (JobRow row : state.rows()) {
      String reason = row.reason().orElse("");
      byReason.computeIfAbsent(reason, _ -> new ArrayList<>()).add(row.job().name());
    }
    List<StepsUpToDate> steps = new ArrayList<>(byReason.size());
    byReason.forEach((reason, jobs) -> steps.add(new StepsUpToDate(reason, jobs)));
    return new Idleness(
        digest,
        ledger,
        state.created().run(),
        state.workflow().name(),
        state.options().concurrency(),
        steps);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    line(out, digest);
    line(out, ledger);
    line(out, run.value());
    line(out, workflow.value());
    line(out, Integer.toString(concurrency));
    for (StepsUpToDate group : steps) {
      line(out, group.jobs().size() + " " + group.reason());
      group.jobs().forEach(job -> line(out, job.value()));
    }
    return out.toByteArray();
  }

  private static void line(ByteArrayOutputStream out, String line) {
    out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /** What {@link #bytes} has written; empty when it is something else. */
  static Optional<Idleness> read(ByteBuffer bytes) {
    Lines lines = new Lines(bytes);
    try {
      return Optional.of(
          new Idleness(
              lines.next(),
              lines.next(),
              new RunId(lines.next()),
              new WorkflowName(lines.next()),
              Integer.parseInt(lines.next()),
              lines.steps()));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static final class Lines {
    private final byte[] bytes;
    private int at;

    Lines(ByteBuffer from) {
      bytes = new byte[from.remaining()];
      from.get(bytes);
    }

    String next() {
      int begin = at;
      while (bytes[at] != '\n') {
        at++;
      }
      return new String(bytes, begin, at++ - begin, StandardCharsets.UTF_8);
    }

    List<StepsUpToDate> steps() {
      List<StepsUpToDate> steps = new ArrayList<>();
      while (at < bytes.length) {
        String head = next();
        int space = head.indexOf(' ');
        int count = Integer.parseInt(head.substring(0, space));
        List<JobName> jobs = new ArrayList<>();
        while (jobs.size() < count) {
          jobs.add(new JobName(next()));
        }
        steps.add(new StepsUpToDate(head.substring(space + 1), jobs));
      }
      return steps;
    }
  }
}
