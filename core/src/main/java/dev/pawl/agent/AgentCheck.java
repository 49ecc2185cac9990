package dev.pawl.agent;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Start;
import dev.pawl.process.Environment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the programs of the agents are there, and in which version. A known program is asked with
 * {@code --version}, which needs neither network nor login; a free command is not started: nobody
 * knows what it would do.
 */
public final class AgentCheck {
  /** No program may take longer to tell its version. */
  public static final Duration LIMIT = Duration.ofSeconds(15);

  private static final Pattern VERSION =
      Pattern.compile("\\b\\d+\\.\\d+(?:\\.\\d+)*(?:[-+.]\\w+)*");

  private final Path folder;
  private final Map<String, String> environment;
  private final Duration limit;

  /**
   * In a project.
   *
   * @param environment the caller's, in which agents would be started
   * @param limit how long one program may take
   */
  public AgentCheck(Path folder, Map<String, String> environment, Duration limit) {
    this.folder = folder;
    this.environment = environment;
    this.limit = limit;
  }

  /**
   * One agent.
   *
   * @param program as it is configured
   * @param path where it was found
   * @param version as it tells it
   * @param problem "" or why it cannot be used, or not be asked
   */
  public record Finding(
      AgentName agent,
      String program,
      Optional<Path> path,
      Optional<String> version,
      String problem) {}

  /**
   * Looks for every one of some agents; takes as long as the programs take, one after the other.
   */
  public List<Finding> all(Iterable<AgentSetting> agents) {
    List<Finding> findings = new ArrayList<>();
    for (AgentSetting agent : agents) {
      findings.add(of(agent));
    }
    return findings;
  }

  private Finding of(AgentSetting agent) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(agent.env());
    String program = AgentCommand.program(agent);
    Optional<Path> path = find(program, variables.getOrDefault("PATH", ""));
    if (path.isEmpty()) {
      String where = program.contains("/") ? "there is no such program" : "it is not on the PATH";
      return new Finding(agent.name(), program, path, Optional.empty(), where);
    }
    if (agent.start() instanceof Start.Command) {
      return new Finding(agent.name(), program, path, Optional.empty(), "");
    }
    Question question = Question.of(path.get().toString(), "--version");
    Question.Answer answer = question.ask(Environment.of(variables), folder, limit);
    Optional<String> version =
        answer.fault().isEmpty() ? version(answer.lines()) : Optional.empty();
    String problem =
        answer.fault().isEmpty() && version.isEmpty()
            ? "'" + program + " --version' tells no version"
            : answer.fault();
    return new Finding(agent.name(), program, path, version, problem);
  }

  /** As execvp searches: a name with a slash is a path, an empty entry is the current folder. */
  private Optional<Path> find(String program, String path) {
    if (program.contains("/")) {
      return Optional.of(folder.resolve(program)).filter(AgentCheck::isProgram);
    }
    for (String entry : path.split(File.pathSeparator, -1)) {
      Path file = folder.resolve(entry).resolve(program);
      if (isProgram(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /** Of the first line that holds one: some programs warn before they answer. */
  private static Optional<String> version(List<String> lines) {
    for (String line : lines) {
      Matcher found = VERSION.matcher(line);
      if (found.find() && !line.startsWith("WARN")) {
        return Optional.of(found.group());
      }
    }
    return Optional.empty();
  }
}
