package dev.pawl.app.cli;

import dev.pawl.app.format.GraphText;
import dev.pawl.app.format.Palette;
import dev.pawl.model.Workflow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl graph}: the jobs of a workflow and what they need. */
final class GraphCommand implements Subcommand {
  static final List<String> FORMATS = List.of("text", "mermaid", "dot", "json");

  @Override
  public String synopsis() {
    return "graph [WORKFLOW] [OPTIONS]";
  }

  @Override
  public String example() {
    return "pawl graph --format dot | dot -Tsvg > graph.svg";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .option("FORMAT", "The form: text, mermaid, dot or json", "--format")
        .argument("WORKFLOW");
  }

  @Override
  public List<String> words(String option) {
    return option.equals("--format") ? FORMATS : List.of();
  }

  @Override
  public int run(Call call) throws IOException {
    String format = call.word("--format", FORMATS).orElse("text");
    Workflow workflow = ProjectAt.read(call).workflow(call.argument());
    switch (format) {
      case "mermaid" -> GraphText.mermaid(workflow, call.out());
      case "dot" -> GraphText.dot(workflow, call.out());
      case "json" -> GraphText.json(workflow, call.secrets(workflow, Map.of()), call.out());
      default ->
          GraphText.layers(workflow, Palette.of(call.colored(call.caller().out())), call.out());
    }
    return ExitCode.FINE;
  }
}
