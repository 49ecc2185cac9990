package dev.pawl.coordinator;

import dev.pawl.model.Job;
import dev.pawl.process.Output;
import dev.pawl.process.Processes.Ended;
import dev.pawl.process.Processes.Started;
import dev.pawl.process.Program;
import dev.pawl.process.Scope;
import dev.pawl.process.SpawnRequest;
import dev.pawl.run.Item;
import dev.pawl.run.RunCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The processes of loops: one per attempt of an item, and one that prints the items. */
final class ItemProcesses {
  private static final String PRINTING = "items";

  private final RunSetting setting;
  private final Children children;
  private final Consumer<RunCommand> post;

  ItemProcesses(RunSetting setting, Children children, Consumer<RunCommand> post) {
    this.setting = setting;
    this.children = children;
    this.post = post;
  }

  void start(Iteration one, Item item, int attempt) {
    Job job = one.job;
    String command = job.script().command().on(Effects.PLATFORM).orElseThrow();
    String text = one.items().text(item.index());
    Program program =
        setting.surroundings().item(job, command, new Surroundings.Turn(text, item, attempt));
    String again = attempt > 1 ? " (attempt " + attempt + ")" : "";
    String heading = "=== " + item.index() + ": " + item.label() + again;
    children.start(
        request(one, scope(job, item, attempt), program, heading),
        new ItemReports(one, item, attempt));
  }

  void stop(Job job, Item item, int attempt, Duration grace) {
    children.stop(scope(job, item, attempt), grace);
  }

  private Scope scope(Job job, Item item, int attempt) {
    return setting.surroundings().scope(job, item.index() + "." + attempt);
  }

  private SpawnRequest request(Iteration one, Scope scope, Program program, String heading) {
    return new SpawnRequest(
        scope,
        program,
        new Output.Section(one.output, heading, setting.request().echo()),
        one.job.role().keepDaemons(),
        one.job.limits().grace());
  }

  /**
   * Starts the command that prints the items; only its stdout counts. When it has succeeded, {@code
   * then} is given the file that holds them.
   */
  void print(Iteration one, String command, Consumer<Path> then) {
    Path file = setting.folder().logs().resolve(one.job.name() + ".items");
    List<String> argv = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >>\"$0\"", "" + file));
    argv.addAll(one.job.script().shell());
    argv.add(command);
    Program program = setting.surroundings().beside(one.job, argv);
    one.phase = Iteration.Phase.PRINTING;
    children.start(
        request(one, printing(one.job), program, "=== items"),
        new Children.Kin() {
          @Override
          public void refused(String reason) {
            broke(one, OptionalInt.empty(), 0, "could not be started: " + reason);
          }

          @Override
          public void line(String line) {
            setting.observer().line(one.job.name(), one.attempt, line);
          }

          @Override
          public void ended(Ended ended) {
            int code = ended.exitCode().orElse(-1);
            if (code == 0) {
              then.accept(file);
            } else {
              file.toFile().delete();
              broke(one, ended.exitCode(), ended.signal(), "exit code " + code);
            }
          }
        });
  }

  private void broke(Iteration one, OptionalInt code, int signal, String why) {
    String reason = "the command that lists its items failed: " + why;
    post.accept(
        new RunCommand.LoopBroke(
            one.job.name(), one.attempt, code, signal, setting.secrets().scrub(reason)));
  }

  void stopPrinting(Iteration one, Duration grace) {
    children.stop(printing(one.job), grace);
  }

  private Scope printing(Job job) {
    return setting.surroundings().scope(job, PRINTING);
  }

  /** What the process of an item reports, told to the coordinator as what it means for the item. */
  private final class ItemReports implements Children.Kin {
    private final Iteration one;
    private final Item item;
    private final int attempt;

    ItemReports(Iteration one, Item item, int attempt) {
      this.one = one;
      this.item = item;
      this.attempt = attempt;
    }

    @Override
    public void started(Started child) {
      if (one.job.limits().timeout().isPresent()) {
        post.accept(new RunCommand.ItemStarted(one.job.name(), item, attempt));
      }
    }

    @Override
    public void refused(String reason) {
      String all = setting.secrets().scrub("could not be started: " + reason);
      post.accept(new RunCommand.ItemRefused(one.job.name(), item, attempt, all));
    }

    @Override
    public void line(String line) {
      setting.observer().line(one.job.name(), one.attempt, line);
    }

    @Override
    public void ended(Ended ended) {
      String remark = setting.secrets().scrub(Objects.requireNonNullElse(ended.remark(), ""));
      post.accept(
          new RunCommand.ItemEnded(
              one.job.name(),
              item,
              attempt,
              ended.exitCode(),
              ended.signal(),
              one.output.bytes(),
              ended.logFailed() ? remark : "",
              ended.logFailed() ? "" : remark));
    }
  }
}
