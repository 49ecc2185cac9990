package dev.pawl.git;

import dev.pawl.model.Limits;
import dev.pawl.posix.Libc;
import dev.pawl.process.Environment;
import dev.pawl.process.ExitStatus;
import dev.pawl.process.Output;
import dev.pawl.process.Processes;
import dev.pawl.process.Processes.Ended;
import dev.pawl.process.Program;
import dev.pawl.process.Scope;
import dev.pawl.process.SpawnRefusedException;
import dev.pawl.process.SpawnRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the git program: a process each time, whose end the calling thread waits for.
 *
 * <p>A small shell stands before git, because stdout and stderr of a process are one pipe here, and
 * a warning must not stand between two paths. What a question prints on stderr is thrown away; one
 * that fails is asked once more for its words alone.
 */
final class Calls implements Processes.Listener, AutoCloseable {
  private static final Duration GRACE = Limits.DEFAULT_GRACE;

  /** After its KILL the process layer gives up a process within 10 s. */
  private static final Duration LAST_WAIT = GRACE.plusSeconds(15);

  private static final Duration STRAGGLER_PATIENCE = Duration.ofSeconds(1);

  private static final String ANSWER = "exec git \"$@\" <\"$0\" 2>/dev/null";
  private static final String WORDS = "exec git \"$@\" <\"$0\" >/dev/null";
  private static final String ALL = "exec git \"$@\" <\"$0\"";

  /** What the shell ends with when there is no such program. */
  private static final int NOT_FOUND = 127;

  /** What is added to the number of a signal that ended git. */
  private static final int SIGNALLED = 128;

  /** What names a repository, an index or a meaning of paths: hooks have these (githooks(5)). */
  private static final List<String> FOREIGN =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_COMMON_DIR",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_QUARANTINE_PATH",
          "GIT_NAMESPACE",
          "GIT_PREFIX",
          "GIT_GRAFT_FILE",
          "GIT_SHALLOW_FILE",
          "GIT_LITERAL_PATHSPECS",
          "GIT_GLOB_PATHSPECS",
          "GIT_NOGLOB_PATHSPECS",
          "GIT_ICASE_PATHSPECS",
          "GPG_TTY");

  private static final Map<String, String> LOOKING =
      Map.of("GIT_OPTIONAL_LOCKS", "0", "LC_ALL", "C", "GIT_TERMINAL_PROMPT", "0");

  /** The caller's locale stays: hooks are the user's programs, and may need it for file names. */
  private static final Map<String, String> WRITING =
      Map.of("GIT_TERMINAL_PROMPT", "0", "GIT_EDITOR", "true");

  private final Map<Scope, Call> running = new HashMap<>();
  private final String scope;
  private final Environment environment;
  private final Duration lookLimit;
  private final Processes processes;
  private int number;
  private boolean isOver;

  Calls(Git.Settings settings) {
    scope = settings.scope();
    lookLimit = settings.patience().look();
    Environment around = settings.environment();
    for (String name : FOREIGN) {
      around = around.without(name);
    }
    environment = around;
    processes =
        Processes.posix(
            new Processes.Settings(false, STRAGGLER_PATIENCE, true, GRACE, scope + ":"), this);
  }

  /** The answer to a question; its exit code may mean no. */
  record Answer(Order order, int code, List<String> texts) {
    boolean isYes() {
      return code == 0;
    }

    /** The one text, without its line end. */
    String text() {
      String all = texts.isEmpty() ? "" : texts.getFirst();
      return all.endsWith("\n") ? all.substring(0, all.length() - 1) : all;
    }
  }

  /** What came of an order that changes something. */
  record Report(int code, boolean isLate, String output) {
    boolean isKilled() {
      return code > SIGNALLED;
    }

    int signal() {
      return code - SIGNALLED;
    }
  }

  /** Asks; nothing is changed by it. */
  Answer ask(Order order) throws GitException, InterruptedException {
    Texts texts = new Texts();
    Ending end =
        run(new Way(ANSWER, LOOKING, new Output.ZeroTerminated()), order, texts, lookLimit);
    if (end.isLate) {
      throw new GitException(
          order.title() + " has not ended within " + lookLimit.toSeconds() + " s");
    }
    if (texts.isTooMuch()) {
      throw new GitException(order.title() + " has printed too much: are files not ignored?");
    }
    return new Answer(order, end.code, texts.all());
  }

  /** Asks what has to have an answer. */
  Answer must(Order order) throws GitException, InterruptedException {
    Answer answer = ask(order);
    if (!answer.isYes()) {
      throw failure(answer);
    }
    return answer;
  }

  /** What git prints on stderr when it is asked once more. */
  GitException failure(Answer answer) throws GitException, InterruptedException {
    Order order = answer.order();
    return new GitException(
        "%s failed with exit code %d: %s".formatted(order.title(), answer.code(), words(order)));
  }

  /** What git says about a question on stderr. */
  String words(Order order) throws GitException, InterruptedException {
    Excerpt words = new Excerpt();
    run(new Way(WORDS, LOOKING, new Output.Lines()), order, words, lookLimit);
    return words.text();
  }

  /** Has something changed. */
  Report say(Order order, Duration limit) throws GitException, InterruptedException {
    Excerpt words = new Excerpt();
    Ending end = run(new Way(ALL, WRITING, new Output.Lines()), order, words, limit);
    return new Report(end.code, end.isLate, words.text());
  }

  private record Way(String shell, Map<String, String> variables, Output output) {}

  private record Ending(int code, boolean isLate) {}

  private Ending run(Way way, Order order, Predicate<String> lines, Duration limit)
      throws GitException, InterruptedException {
    try (Input input = Input.of(order.input())) {
      List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", way.shell, input.path()));
      // A file system monitor would be started, stopped again with all of the call, and waited for.
      argv.addAll(List.of("-c", "core.fsmonitor=false"));
      argv.addAll(order.arguments());
      Program program = new Program(argv, environment, way.variables, order.dir());
      Call call = begin(order.tidies(), lines);
      try {
        processes.spawn(new SpawnRequest(call.scope, program, way.output, false, GRACE));
        return await(call, limit);
      } catch (SpawnRefusedException e) {
        String told = order.title() + " could not be started: " + e.getMessage();
        throw e.isShortage() ? GitException.shortage(told) : new GitException(told);
      } finally {
        forget(call);
      }
    }
  }

  private Ending await(Call call, Duration limit) throws GitException, InterruptedException {
    Ended end;
    try {
      end = call.await(limit);
    } catch (InterruptedException e) {
      stop(call);
      throw e;
    }
    boolean isLate = end == null;
    if (end == null) {
      end = stop(call);
    }
    ExitStatus status = end == null ? null : end.status();
    int code = status == null ? ExitStatus.killedBy(Libc.SIGKILL).code() : status.code();
    if (code == NOT_FOUND) {
      throw GitException.missing();
    }
    return new Ending(code, isLate);
  }

  /**
   * Stops a call and waits until nothing of it is left, since that may hold locks or write. Another
   * interrupt takes its grace from it.
   */
  private @Nullable Ended stop(Call call) {
    processes.stop(call.scope, GRACE);
    boolean interrupted = false;
    while (true) {
      try {
        Ended end = call.await(LAST_WAIT);
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return end;
      } catch (InterruptedException e) {
        interrupted = true;
        processes.kill(call.scope);
      }
    }
  }

  private synchronized Call begin(boolean tidies, Predicate<String> lines) throws GitException {
    if (isOver && !tidies) {
      throw new GitException("git is not asked any more: all is being stopped");
    }
    Call call = new Call(new Scope(scope + ":" + ++number), tidies, lines);
    running.put(call.scope, call);
    return call;
  }

  private synchronized void forget(Call call) {
    running.remove(call.scope);
  }

  private synchronized @Nullable Call find(Scope of) {
    return running.get(of);
  }

  @Override
  public void line(Scope of, String line) {
    Call call = find(of);
    if (call != null && !call.line(line)) {
      processes.kill(of);
    }
  }

  @Override
  public void ended(Ended ended) {
    Call call = find(ended.scope());
    if (call != null) {
      call.ended(ended);
    }
  }

  /** Stops all calls but those that tidy up; others are refused from now on. */
  synchronized void stop() {
    isOver = true;
    for (Call call : running.values()) {
      if (!call.tidies) {
        processes.stop(call.scope, GRACE);
      }
    }
  }

  @Override
  public void close() {
    processes.close();
  }
}
