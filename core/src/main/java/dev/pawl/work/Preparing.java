package dev.pawl.work;

import dev.pawl.agent.AgentCommand;
import dev.pawl.agent.Briefing;
import dev.pawl.agent.Prompts;
import dev.pawl.agent.TaskFile;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Phase.Staleness;
import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.git.Git;
import dev.pawl.git.GitException;
import dev.pawl.git.WorkTree;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Prepares attempts of tasks: whether they may begin, and what their agents are told. */
final class Preparing {
  private final RunFolder folder;
  private final WorkSettings settings;
  private final Prompts prompts;
  private final Git git;
  private final History history;
  private final Consumer<String> notice;

  Preparing(
      RunFolder folder, WorkSettings settings, Prompts prompts, Git git, Consumer<String> notice) {
    this.folder = folder;
    this.settings = settings;
    this.prompts = prompts;
    this.git = git;
    this.history = new History(folder.project(), folder.run());
    this.notice = notice;
  }

  /** What agents have said, in this run and before. */
  History history() {
    return history;
  }

  /** The files of a task. */
  TaskFolder files(JobName job) {
    return TaskFolder.of(folder, job);
  }

  /**
   * The files of a task that was carried out; those of an earlier run, if that was killed before
   * they were committed.
   */
  TaskFolder carriedOut(Transition.Done done) {
    TaskFolder own = files(done.job());
    return own.remembered().isPresent()
        ? own
        : TaskFolder.unfinished(folder.project(), done.task()).orElse(own);
  }

  Books.Command prepare(Books.Assignment assignment)
      throws WithheldException, InterruptedException {
    Task task = assignment.task();
    Item item = assignment.backlog().get(task.item());
    TaskFolder files = files(assignment.job());
    if (task.destructive() && files.remembered().isEmpty()) {
      look(item, task, files);
    }
    AgentSetting agent = agent(task);
    files.begin(assignment.attempt(), prompts.text(briefing(assignment, item, files)));
    Map<String, String> variables = new LinkedHashMap<>(agent.env());
    variables.put("PAWL_PROMPT", files.prompt(assignment.attempt()).toString());
    variables.put("PAWL_RESULT", files.result(assignment.attempt()).toString());
    variables.put("PAWL_ITEM", item.id().value());
    variables.put("PAWL_PHASE", task.phase());
    String text =
        phase(item, task)
            .map(phase -> AgentCommand.text(agent, phase))
            .orElseGet(() -> AgentCommand.text(agent));
    return new Books.Command(text, variables);
  }

  /** What an agent was asked; its answer has to name the same. */
  dev.pawl.agent.Assignment asked(Books.Assignment assignment) {
    Task task = assignment.task();
    AgentSetting agent = agent(task);
    return task.isTriage()
        ? dev.pawl.agent.Assignment.triage(agent, task.item(), settings.pipelines().keySet())
        : dev.pawl.agent.Assignment.phase(agent, task.item(), task.phase());
  }

  private AgentSetting agent(Task task) {
    AgentSetting agent = settings.agents().get(task.agent());
    if (agent == null) {
      throw new IllegalStateException("there is no agent '" + task.agent() + "'");
    }
    return agent;
  }

  private Optional<Pipeline> pipeline(Item item) {
    return item.pipeline().flatMap(settings::pipeline);
  }

  private Optional<Phase> phase(Item item, Task task) {
    return pipeline(item).flatMap(pipeline -> task.position().flatMap(pipeline::at));
  }

  /** Before it changes anything: what the work rests on, and what is there already. */
  private void look(Item item, Task task, TaskFolder files)
      throws WithheldException, InterruptedException {
    try {
      if (!item.lastCommit().isEmpty()) {
        judge(item, phase(item, task).map(Phase::staleness).orElse(Staleness.WARN));
      }
      WorkTree now = git.workTree();
      WorkTree others =
          TaskFolder.unfinished(folder.project(), task)
              .map(left -> left.withoutOwn(now))
              .orElse(now);
      files.remember(new TaskFolder.Before(git.head(), others));
    } catch (GitException e) {
      throw new WithheldException(
          new PhaseReport.Unavailable("git does not answer: " + e.getMessage()));
    }
  }

  private void judge(Item item, Staleness staleness)
      throws WithheldException, GitException, InterruptedException {
    String rests = "the last phase of " + item.id() + " rests on commit " + item.lastCommit();
    switch (git.ancestry(item.lastCommit())) {
      case ANCESTOR -> {}
      case UNKNOWN -> throw withheld(rests + ", which the repository does not have");
      case ELSEWHERE -> {
        String stale = rests + ", which is not in the branch";
        if (staleness == Staleness.BLOCK) {
          throw withheld(stale);
        } else if (staleness == Staleness.WARN) {
          notice.accept(stale);
        }
      }
    }
  }

  private static WithheldException withheld(String reason) {
    return new WithheldException(new PhaseReport.Withheld(reason));
  }

  private Briefing briefing(Books.Assignment assignment, Item item, TaskFolder files) {
    Path project = folder.project();
    String artifacts = ItemFolder.of(project, item);
    return new Briefing(
        item,
        task(assignment, item),
        history.of(item.id()),
        assignment.failure(),
        item.notes(),
        new Briefing.Places(
            project.toString(), artifacts, files.result(assignment.attempt()).toString()));
  }

  private Briefing.Task task(Books.Assignment assignment, Item item) {
    Task task = assignment.task();
    if (task.isTriage()) {
      List<Item> open =
          assignment.backlog().items().stream()
              .filter(other -> !other.isDone() && !other.id().equals(item.id()))
              .toList();
      return Briefing.TriageTask.of(settings.pipelines().values(), open);
    }
    List<TaskFile> instructions =
        phase(item, task).map(Phase::instructions).orElse(List.of()).stream()
            .map(file -> TaskFile.read(folder.project(), file))
            .toList();
    return new Briefing.PhaseTask(
        pipeline(item).orElseThrow(), task.position().orElseThrow(), instructions);
  }
}
