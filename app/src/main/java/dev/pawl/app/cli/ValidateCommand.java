package dev.pawl.app.cli;

import java.io.IOException;

/** {@code pawl validate}: reads the configuration and starts nothing. */
final class ValidateCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "validate";
  }

  @Override
  public String example() {
    return "pawl validate --config other/pawl.yml";
  }

  @Override
  public int run(Call call) throws IOException {
    ProjectAt at = ProjectAt.read(call);
    int workflows = at.project().workflows().size();
    int jobs = at.project().workflows().values().stream().mapToInt(w -> w.jobs().size()).sum();
    if (!call.options().quiet()) {
      call.out()
          .write(
              call.shown(at.file())
                  + ": fine, "
                  + Words.count(workflows, "workflow")
                  + ", "
                  + Words.count(jobs, "job")
                  + "\n");
    }
    return ExitCode.FINE;
  }
}
