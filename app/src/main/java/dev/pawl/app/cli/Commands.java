package dev.pawl.app.cli;

import java.util.List;
import java.util.Optional;

/** The commands by name. Each is built when it is called. */
final class Commands {
  /** A command as the help lists it. */
  record Entry(String name, String summary) {}

  static final List<Entry> LISTED =
      List.of(
          new Entry("init", "Write a small pawl.yml to start from, or a backlog"),
          new Entry("run", "Run a workflow"),
          new Entry("retry", "Run again what of a run has not succeeded"),
          new Entry("cancel", "End runs or jobs, and wait until they are gone"),
          new Entry("attach", "Look at a run while it goes on"),
          new Entry("jobs", "List runs and their jobs"),
          new Entry("logs", "Show what a job has printed"),
          new Entry("prune", "Remove the records of old runs"),
          new Entry("backlog", "List, add and change the items of the backlog"),
          new Entry("status", "Show how the backlog stands, on one screen"),
          new Entry("triage", "Have agents look at the new items of the backlog"),
          new Entry("work", "Have agents work at the backlog"),
          new Entry("state", "Show the steps of the ledger, and which are still valid"),
          new Entry("graph", "Show the jobs of a workflow and what they need"),
          new Entry("validate", "Check pawl.yml"),
          new Entry("schema", "Print the JSON schema of pawl.yml, for editors"),
          new Entry("doctor", "Check whether Pawl can work here"),
          new Entry("completion", "Print a completion script for bash, zsh or fish"),
          new Entry("version", "Print the version"));

  private Commands() {}

  /** The command of that name; empty for a word that is none. */
  static Optional<Subcommand> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "attach" -> new AttachCommand();
          case "backlog" -> new BacklogCommand();
          case "cancel" -> new CancelCommand();
          case "completion" -> new CompletionCommand();
          case "doctor" -> new DoctorCommand();
          case "graph" -> new GraphCommand();
          case "help" -> new HelpCommand();
          case "init" -> new InitCommand();
          case "jobs" -> new JobsCommand();
          case "logs" -> new LogsCommand();
          case "prune" -> new PruneCommand();
          case "retry" -> new RetryCommand();
          case "run" -> new RunWorkflowCommand();
          case "schema" -> new SchemaCommand();
          case "state" -> new StateCommand();
          case "status" -> new StatusCommand();
          case "triage" -> new TriageCommand();
          case "validate" -> new ValidateCommand();
          case "version" -> new VersionCommand();
          case "work" -> new WorkCommand();
          default -> null;
        });
  }

  static String summary(String name) {
    for (Entry entry : LISTED) {
      if (entry.name().equals(name)) {
        return entry.summary();
      }
    }
    return "";
  }
}
