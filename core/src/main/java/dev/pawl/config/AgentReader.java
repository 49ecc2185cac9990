package dev.pawl.config;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.AgentSetting.Start;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code agents}, and what names one of them. The name of a preset needs no entry: it is that
 * preset with every default, and no entry may take it for anything else.
 */
final class AgentReader {
  private static final String EXAMPLE = "{ claude: { preset: claude } }";
  private static final String COMMAND_EXAMPLE = "[./agent.sh, --quiet]";

  private final Problems problems;
  private final Values values;
  private final Map<AgentName, AgentSetting> all = new LinkedHashMap<>();
  private final Set<String> written = new LinkedHashSet<>();
  private Optional<AgentName> fallback = Optional.empty();
  private Optional<String> prompts = Optional.empty();

  AgentReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  void read(@Nullable Field field) {
    Mapping map = field == null ? null : values.map(field, EXAMPLE);
    if (field == null || map == null) {
      return;
    }
    if (map.entries().isEmpty()) {
      problems.add(map, "'agents' is an empty map", "add an agent: " + EXAMPLE);
    }
    Fields agents = Fields.of(map, Place.AGENTS, field.key(), problems);
    for (Entry entry : map.entries()) {
      if (!Place.AGENTS.knows(entry.key().text()) && entry.value() instanceof Mapping agent) {
        written.add(entry.key().text());
        read(entry.key(), agent);
      }
    }
    Field folder = agents.own("prompts");
    if (folder != null) {
      prompts = new PathReader(problems).fromProject(folder, folder.value());
    }
    fallback = fallback(agents, field);
  }

  /** Those of the file, then the presets that were only named. */
  Map<AgentName, AgentSetting> all() {
    return all;
  }

  /** Which one works where none is named. */
  Optional<AgentName> fallback() {
    return fallback;
  }

  Optional<String> prompts() {
    return prompts;
  }

  /** The agent that a field names. */
  Optional<AgentName> named(@Nullable Field field) {
    Optional<String> text = field == null ? Optional.empty() : values.word(field, field.value());
    if (field == null || text.isEmpty()) {
      return Optional.empty();
    }
    String name = text.get();
    Optional<Preset> preset = Preset.ofWire(name);
    if (!written.contains(name) && preset.isEmpty()) {
      Set<String> known = new LinkedHashSet<>(written);
      known.addAll(Words.preset().keySet());
      problems.add(
          field.value(),
          field.title() + " names the agent " + Node.quoted(name) + ", which is not configured",
          Suggestion.of(
              name, known, "add it to 'agents', or name one of " + String.join(", ", known)));
      return Optional.empty();
    }
    preset.ifPresent(one -> all.putIfAbsent(new AgentName(name), AgentSetting.of(one)));
    return all.keySet().stream().filter(known -> known.value().equals(name)).findFirst();
  }

  private Optional<AgentName> fallback(Fields agents, Field field) {
    Field named = agents.own("default");
    if (named == null && written.size() > 1) {
      problems.add(
          field.key(),
          "'agents' does not say which of " + String.join(", ", written) + " is the default",
          "add it: 'default: " + written.iterator().next() + "'");
    }
    return named != null ? named(named) : all.keySet().stream().findFirst();
  }

  private void read(Scalar key, Mapping map) {
    boolean isName = EntryNames.isName("agent", key, problems);
    Fields agent = Fields.of(map, Place.AGENT, key, problems);
    Optional<Start> start = start(agent);
    Optional<String> model =
        Optional.ofNullable(agent.own("model")).flatMap(it -> values.word(it, it.value()));
    Map<String, String> env = new EnvironmentReader(problems).read(agent.own("env"));
    List<String> usageLimit = patterns(agent.own("usage_limit"));
    List<String> unavailable = patterns(agent.own("unavailable"));
    boolean skip = skipPermissions(agent);
    if (isName && start.isPresent()) {
      AgentName name = new AgentName(key.text());
      all.put(name, new AgentSetting(name, start.get(), model, env, usageLimit, unavailable, skip));
    }
  }

  private Optional<Start> start(Fields agent) {
    Field preset = agent.own("preset");
    Field command = agent.own("command");
    Optional<Preset> namesake = Preset.ofWire(agent.at().text());
    if ((preset == null) == (command == null)) {
      String add = namesake.map(it -> "add 'preset: " + it.wire() + "'").orElse("add one");
      problems.add(
          preset == null || command == null ? agent.at() : command.key(),
          agent.title()
              + " must have exactly one of preset, command, but has "
              + (preset == null ? "none" : "both"),
          preset == null ? add : "keep one");
    }
    Optional<Start> known = preset == null ? Optional.empty() : known(preset);
    Optional<Start> free = command == null ? Optional.empty() : free(command);
    Optional<Start> start = known.or(() -> free);
    if (namesake.isPresent()
        && start.isPresent()
        && !start.get().equals(new Start.Known(namesake.get()))) {
      problems.add(
          agent.at(),
          agent.title() + " has the name of a preset and is something else",
          "choose another name, or write 'preset: " + agent.at().text() + "'");
    }
    return start;
  }

  private Optional<Start> known(Field field) {
    return values.choice(field, Words.preset()).map(Start.Known::new);
  }

  private Optional<Start> free(Field field) {
    if (field.value() instanceof Scalar s && s.kind() == Node.Kind.TEXT && !s.text().isBlank()) {
      String list = "[" + String.join(", ", s.text().strip().split("\\s+")) + "]";
      values.wrong(field, "a list", "write a list: " + list);
      return Optional.empty();
    }
    List<String> argv = new ArrayList<>();
    for (Node item : values.list(field, COMMAND_EXAMPLE)) {
      (argv.isEmpty() ? values.word(field, item) : values.text(field, item)).ifPresent(argv::add);
    }
    return argv.isEmpty() ? Optional.empty() : Optional.of(new Start.Command(argv));
  }

  private boolean skipPermissions(Fields agent) {
    Field field = agent.own("skip_permissions");
    if (field != null && agent.own("command") != null) {
      problems.add(
          field.key(),
          field.title() + " has no effect beside 'command'",
          "remove it: the command says itself what it may do");
    }
    return values.bool(field, false);
  }

  private List<String> patterns(@Nullable Field field) {
    List<String> patterns = new ArrayList<>();
    if (field != null) {
      for (Node item : values.distinct(field, values.list(field, "[\"limit reached\"]"))) {
        values
            .word(field, item)
            .filter(text -> isPattern(field, item, text))
            .ifPresent(patterns::add);
      }
    }
    return patterns;
  }

  private boolean isPattern(Field field, Node node, String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      String found = Node.quoted(text) + ", " + e.getDescription().lines().findFirst().orElse("");
      problems.add(
          node,
          "an entry of " + field.title() + " is no regular expression: " + found,
          "correct it, or put '\\' before what is meant as it stands");
      return false;
    }
  }
}
