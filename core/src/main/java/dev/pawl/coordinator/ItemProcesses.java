package dev.pawl.coordinator;

import dev.pawl.item.ItemStart;
import dev.pawl.journal.ItemFiles;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Job;
import dev.pawl.process.Output;
import dev.pawl.process.Processes.Ended;
import dev.pawl.process.Processes.Started;
import dev.pawl.process.Program;
import dev.pawl.process.Scope;
import dev.pawl.process.SpawnRequest;
import dev.pawl.run.Item;
import dev.pawl.run.RunCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The processes of loops: one per attempt of an item, and one that prints the items. Where a run
 * outlives its coordinator, items have keepers, and what each of them is stands in a file.
 */
final class ItemProcesses {
  private static final String PRINTING = "items";

  private final RunSetting setting;
  private final Children children;
  private final Consumer<RunCommand> post;
  private final InstantSource clock = InstantSource.system();

  ItemProcesses(RunSetting setting, Children children, Consumer<RunCommand> post) {
    this.setting = setting;
    this.children = children;
    this.post = post;
  }

  void start(Iteration one, Item item, int attempt) {
    Job job = one.job;
    int place = one.adopted.place(item);
    Program program = program(job, new Surroundings.Turn(one.items().text(place), place, attempt));
    ItemReports reports = new ItemReports(one, item, attempt);
    Output.Section section = section(one, heading(place, item.label(), attempt));
    Optional<ItemFiles> files = files(one, item, attempt);
    if (files.isPresent()) {
      ItemStart start =
          new ItemStart(one.items().key(place), place, attempt, one.command, clock.instant());
      try {
        start.write(files.get().record());
      } catch (IOException e) {
        reports.refused("it cannot be put on record: " + DiskProblem.told(e));
        return;
      }
    }
    Output output = files.<Output>map(those -> kept(those, section)).orElse(section);
    children.start(request(one, scope(one, item, attempt), program, output), reports);
  }

  private Program program(Job job, Surroundings.Turn turn) {
    String command = job.script().command().on(Effects.PLATFORM).orElseThrow();
    return setting.surroundings().item(job, command, turn);
  }

  private static String heading(int place, String label, int attempt) {
    return "=== " + place + ": " + label + (attempt > 1 ? " (attempt " + attempt + ")" : "");
  }

  private Output.Section section(Iteration one, String heading) {
    return new Output.Section(one.output, heading, setting.request().echo());
  }

  private Output.Kept kept(ItemFiles files, Output.Section section) {
    long most = setting.request().project().log().maxSize();
    return new Output.Kept(files.log(), most, files.status(), section);
  }

  private Output.Kept kept(Iteration one, KeptItem item) {
    ItemStart start = item.start();
    String heading = heading(start.index(), item.item().label(), start.attempt());
    return kept(item.files(), section(one, heading));
  }

  /** Goes on with what an earlier coordinator has started, or reports its end. */
  void adopt(Iteration one, KeptItem kept) {
    ItemReports reports = new ItemReports(one, kept.item(), 1);
    if (kept.keeper().isEmpty()) {
      one.output.take(kept(one, kept));
      reports.ended(new Ended(kept.scope(), kept.status().orElse(null), 0, false, null));
      return;
    }
    reports.lives(kept.age(clock.instant()));
    ItemStart start = kept.start();
    Surroundings.Turn turn =
        new Surroundings.Turn(start.key().text(), start.index(), start.attempt());
    children.adopt(
        request(one, kept.scope(), program(one.job, turn), kept(one, kept)),
        kept.keeper().get(),
        reports);
  }

  /** The end of an item is recorded that came while nobody looked. */
  void settle(Iteration one, KeptItem kept) {
    one.output.take(kept(one, kept));
    kept.files().discard();
  }

  /** Stops what was adopted and still lives though its loop is over. */
  void stopAdopted(Iteration one) {
    one.adopted.living().forEach(kept -> children.stop(kept.scope(), one.job.limits().grace()));
  }

  void stop(Iteration one, Item item, int attempt, Duration grace) {
    children.stop(scope(one, item, attempt), grace);
  }

  private Scope scope(Iteration one, Item item, int attempt) {
    return one.adopted.has(item, attempt)
        ? one.adopted.get(item.index()).scope()
        : setting.surroundings().scope(one.job, part(one, item, attempt));
  }

  private String part(Iteration one, Item item, int attempt) {
    String part = one.adopted.place(item) + "." + attempt;
    return setting.revival().isPresent() ? setting.kept().generation() + "." + part : part;
  }

  /** The files of an attempt of an item, where the run outlives its coordinator. */
  Optional<ItemFiles> files(Iteration one, Item item, int attempt) {
    if (one.adopted.has(item, attempt)) {
      return Optional.of(one.adopted.get(item.index()).files());
    }
    return setting.revival().isPresent()
        ? Optional.of(setting.folder().item(one.job.name(), part(one, item, attempt)))
        : Optional.empty();
  }

  private SpawnRequest request(Iteration one, Scope scope, Program program, Output output) {
    return new SpawnRequest(
        scope, program, output, one.job.role().keepDaemons(), one.job.limits().grace());
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
    if (setting.revival().isPresent()) {
      file.toFile().delete(); // a part of the list, of a coordinator that was killed
    }
    one.phase = Iteration.Phase.PRINTING;
    GrowthBound bound =
        new GrowthBound(file, ItemSource.LONGEST, () -> stopPrinting(one, Duration.ZERO));
    children.start(
        request(one, printing(one.job), program, section(one, "=== items")),
        new Children.Kin() {
          @Override
          public void refused(String reason) {
            bound.close();
            broke(one, OptionalInt.empty(), 0, "could not be started: " + reason);
          }

          @Override
          public void line(String line) {
            setting.observer().line(one.job.name(), one.attempt, line);
          }

          @Override
          public void ended(Ended ended) {
            int code = ended.exitCode().orElse(-1);
            bound.close();
            if (bound.isPassed()) {
              file.toFile().delete();
              broke(one, OptionalInt.empty(), 0, "it printed more than " + bound);
            } else if (code == 0) {
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
      lives(Duration.ZERO);
    }

    void lives(Duration age) {
      if (one.job.limits().timeout().isPresent()) {
        post.accept(new RunCommand.ItemStarted(one.job.name(), item, attempt, age));
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
      if (one.adopted.has(item, attempt)) {
        one.adopted.ended(item);
      }
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
