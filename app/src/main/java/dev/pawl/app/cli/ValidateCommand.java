package dev.pawl.app.cli;

import dev.pawl.backlog.Pipeline;
import dev.pawl.model.Workflow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
    if (!call.options().quiet()) {
      call.out().write(call.shown(at.file()) + ": fine, " + String.join(", ", found(at)) + "\n");
    }
    return ExitCode.FINE;
  }

  private static List<String> found(ProjectAt at) {
    Collection<Workflow> workflows = at.project().workflows().values();
    Collection<Pipeline> pipelines = at.work().pipelines().values();
    List<String> found = new ArrayList<>();
    if (!workflows.isEmpty()) {
      found.add(Words.count(workflows.size(), "workflow"));
      found.add(Words.count(workflows.stream().mapToInt(it -> it.jobs().size()).sum(), "job"));
    }
    if (!pipelines.isEmpty()) {
      int phases = pipelines.stream().mapToInt(ValidateCommand::phases).sum();
      found.add(Words.count(pipelines.size(), "pipeline"));
      found.add(Words.count(phases, "phase"));
    }
    return found.isEmpty() ? List.of("nothing to do in it yet") : found;
  }

  private static int phases(Pipeline pipeline) {
    return pipeline.prePhases().size() + pipeline.phases().size();
  }
}
