package dev.pawl.app.cli;

import dev.pawl.app.cli.Addresses.Target;
import dev.pawl.run.JobReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl logs}: what a job, or every job of a run, has printed. */
final class LogsCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "logs [RUN:]JOB[@N] | RUN | last [OPTIONS]";
  }

  @Override
  public String example() {
    return "pawl logs test --tail 100 -f";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .flag("Go on until the job ends", "-f", "--follow")
        .option("N", "Begin with the last N lines", "--tail")
        .argument("ADDRESS");
  }

  @Override
  public int run(Call call) throws IOException {
    OptionalInt tail = call.count("--tail", 0);
    String address =
        call.argument()
            .orElseThrow(() -> Refusal.usage("logs: whose? For example: pawl logs last"));
    Path project = ProjectAt.folder(call);
    RunRecords records = new RunRecords(project, call);
    Target target = new Addresses(records).find(address);
    OutputStream out = call.outBytes();
    LogView view = new LogView(records, target, tail, call.flag("-f"));
    if (target.job().isEmpty()) {
      if (!view.wholeRun(out)) {
        call.say(silence("run " + target.run().run(), view.status()));
      }
    } else if (!view.oneJob(out)) {
      JobReport job = target.job().get();
      String why = job.reason().map(reason -> ", " + reason).orElse("");
      call.say(silence(job.name().value(), job.status().wire() + why));
    }
    out.flush();
    return ExitCode.FINE;
  }

  /** Why there is nothing to show. */
  private static String silence(String who, String why) {
    return "pawl: " + who + " has printed nothing: " + why;
  }
}
