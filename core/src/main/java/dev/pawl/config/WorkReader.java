package dev.pawl.config;

import dev.pawl.backlog.Guardrails;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@code pawl.yml} says about the backlog. */
final class WorkReader {
  /** What the names of items may begin with, as a regular expression. */
  static final String PREFIX_REGEX = "[A-Za-z](?:[A-Za-z0-9-]{0,14}[A-Za-z0-9])?";

  private static final String PREFIX_RULE =
      "use 1 to 16 letters, digits or '-', starting with a letter and not ending with '-'";

  /** The keys at the top level that it reads. */
  private static final List<String> SECTIONS =
      List.of("project", "guardrails", "execution", "agents", "pipelines");

  private final Problems problems;
  private final Values values;

  WorkReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  WorkSettings read(Fields top) {
    if (!isSpokenOf(top)) {
      return WorkSettings.NONE;
    }
    AgentReader agents = new AgentReader(problems);
    agents.read(top.own("agents"));
    Map<PipelineName, Pipeline> pipelines =
        new PipelineReader(problems, agents).read(top.own("pipelines"));
    return new WorkSettings(
        prefix(top.own("project")),
        guardrails(top.own("guardrails")),
        new ExecutionReader(problems).read(top.own("execution")),
        agents.fallback(),
        agents.all(),
        agents.prompts(),
        pipelines);
  }

  /** Whether a file says anything about the backlog. */
  static boolean isSpokenOf(Fields top) {
    return SECTIONS.stream().anyMatch(section -> top.own(section) != null);
  }

  private String prefix(@Nullable Field field) {
    Mapping map = field == null ? null : values.map(field, "{ prefix: WRK }");
    Field prefix =
        field == null || map == null
            ? null
            : Fields.of(map, Place.PROJECT, field.key(), problems).own("prefix");
    String text = values.text(prefix, WorkSettings.PREFIX);
    if (prefix != null && !Pattern.matches(PREFIX_REGEX, text)) {
      problems.add(
          prefix.value(), prefix.title() + " is no prefix: " + Node.quoted(text), PREFIX_RULE);
    }
    return text;
  }

  private Guardrails guardrails(@Nullable Field field) {
    Guardrails defaults = Guardrails.DEFAULT;
    Mapping map = field == null ? null : values.map(field, "{ max_size: medium }");
    if (field == null || map == null) {
      return defaults;
    }
    Fields most = Fields.of(map, Place.GUARDRAILS, field.key(), problems);
    return new Guardrails(
        values.choice(most.own("max_size"), Words.size(), defaults.maxSize()),
        values.choice(most.own("max_complexity"), Words.level(), defaults.maxComplexity()),
        values.choice(most.own("max_risk"), Words.level(), defaults.maxRisk()));
  }
}
