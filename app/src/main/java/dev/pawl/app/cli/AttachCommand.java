package dev.pawl.app.cli;

import dev.pawl.coordinator.Driven;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.RunStatus;
import dev.pawl.run.RunReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl attach}: looks at a run while it goes on, as if it ran here. */
final class AttachCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "attach [RUN]";
  }

  @Override
  public String example() {
    return "pawl attach last";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec).argument("RUN");
  }

  @Override
  public int run(Call call) throws IOException {
    UnseenRuns.tell(call, ProjectAt.folder(call));
    RunRecords records = new RunRecords(ProjectAt.folder(call), call);
    RunFolder folder =
        call.argument().map(run -> named(run, records)).orElseGet(() -> live(records));
    return new AttachedRun(call, folder).run();
  }

  private static RunFolder named(String address, RunRecords records) {
    Addresses.Target target = new Addresses(records).find(address);
    if (target.job().isPresent()) {
      throw Refusal.usage(
          "attach: it takes a run, and '" + address + "' is a job; see 'pawl logs'");
    }
    return target.folder();
  }

  /** The newest run that goes on, else the newest. */
  private static RunFolder live(RunRecords records) {
    List<RunFolder> all = records.newestFirst();
    Optional<RunFolder> running =
        all.stream()
            .filter(Driven::maybe)
            .filter(folder ->
                records
                    .report(folder)
                    .map(RunReport::status)
                    .equals(Optional.of(RunStatus.RUNNING)))
            .findFirst();
    return running.or(records::newest).orElseThrow(Addresses::none);
  }
}
