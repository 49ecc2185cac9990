package dev.pawl.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one run.
 *
 * <p>Everything may be called from any platform thread. What happened is told to the {@link
 * Listener}.
 */
public interface Processes extends AutoCloseable {
  /**
   * Opens the process layer on Linux.
   *
   * @throws dev.pawl.posix.UnsupportedPlatformException elsewhere
   */
  static Processes posix(Settings settings, Listener listener) {
    return PosixProcesses.open(settings, listener);
  }

  /**
   * The same without a reader thread: the calling thread serves outputs and exits itself, with
   * {@link #serve}, and is told everything there. One thread that spawns and serves hears of an
   * exit without being woken by another, which is most of what a short job costs.
   */
  static Processes served(Settings settings, Listener listener) {
    return PosixProcesses.served(settings, listener);
  }

  /**
   * Serves what there is to serve; when there is nothing, waits for it, at most {@code millis} and
   * at most 2 s. Only for the thread that opened a {@link #served} layer.
   */
  void serve(long millis);

  /** Lets {@link #serve} return soon. Any thread. */
  void wake();

  /**
   * Starts a process; returns once its exec has succeeded (about 0.1 ms).
   *
   * @throws SpawnRefusedException if it could not be started; nothing is left of it, and {@link
   *     Listener#ended} is not called
   */
  Started spawn(SpawnRequest request) throws SpawnRefusedException;

  /**
   * Starts a process without waiting for it: {@link Listener#started} or {@link Listener#refused}
   * tells what came of it. One that owns the terminal is waited for all the same.
   */
  void start(SpawnRequest request);

  /**
   * Takes over a process that an earlier coordinator has started under a {@link Keeper}, whether it
   * still runs or not. From now on it is as one of this layer's own: its log is bounded, it can be
   * stopped, and its end is told, once, with the status that its keeper has left. {@link
   * Listener#started} is not told.
   *
   * @param request what it was started with; its output is the same {@link Output.Kept}
   * @param identity of its keeper. A process that has the pid, but another start, is never touched.
   */
  void adopt(SpawnRequest request, Started identity);

  /**
   * Asks for the stop of a process and all its descendants: TERM and CONT, after {@code grace}
   * KILL, until all are gone. Returns at once. Asked again with less grace, the stop gets shorter.
   * An unknown or ended scope: no effect. One whose process is not there yet: it is refused, or
   * stopped as soon as it is there.
   */
  void stop(Scope scope, Duration grace);

  /** The stop without grace: SIGKILL at once. */
  void kill(Scope scope);

  /** What a stop has been waiting for, for longer than a second; empty if nothing takes long. */
  List<Lingering> lingering();

  /**
   * Stops whatever is left of this run's processes, descendants that belong to no known process
   * included, then ends the helper and frees everything. Waits for that: the longest grace plus 10
   * s at most. Call it last; spawn refuses afterwards.
   */
  @Override
  void close();

  /**
   * How a run wants its processes.
   *
   * @param subreaper become the parent of orphaned descendants: for a program, not for a library in
   *     somebody else's process
   * @param stragglerPatience how long what a leader left behind may end by itself
   * @param helper start the process that stops everything when this one is killed
   * @param helperGrace its grace for processes that only the cookie finds
   * @param cookiePrefix what all scopes of this run start with ("RUN:"); empty: no such search
   * @param revival what the helper starts instead of stopping everything; null: nothing
   */
  record Settings(
      boolean subreaper,
      Duration stragglerPatience,
      boolean helper,
      Duration helperGrace,
      String cookiePrefix,
      @Nullable Revival revival) {
    /** When this process is killed everything is stopped. */
    public Settings(
        boolean subreaper,
        Duration stragglerPatience,
        boolean helper,
        Duration helperGrace,
        String cookiePrefix) {
      this(subreaper, stragglerPatience, helper, helperGrace, cookiePrefix, null);
    }
  }

  /**
   * A new coordinator, which the helper becomes when this process is killed: five times within ten
   * minutes at most, then everything is stopped. It has the environment and the working folder of
   * this process, stdin from /dev/null, and default signals.
   *
   * @param command the path of a program, and its arguments; one more is added, the {@code times}
   *     that it has to pass on in its own revival. If there is no such program any more, everything
   *     is stopped.
   * @param times when coordinators of this run were started in this way, in seconds since 1970,
   *     separated by commas: the last argument of this process; "" if it is the first
   * @param handover the descriptor that becomes the new one's descriptor 3; it stays open here
   * @param log gets what it writes to stdout and stderr, appended; made for the owner only
   */
  record Revival(List<String> command, String times, int handover, Path log) {
    public Revival {
      command = List.copyOf(command);
    }
  }

  /**
   * The identity of a started process within this boot.
   *
   * @param startTicks field 22 of /proc/PID/stat: clock ticks since boot
   */
  record Started(long pid, long startTicks) {}

  /** A process that a stop waits for. */
  record Lingering(Scope scope, long pid, String name, Duration since) {}

  /** Is told what happened, on threads of this layer; it must only hand over. */
  interface Listener {
    /** What {@link Processes#start} started, before anything else of it is told. */
    default void started(Scope scope, Started child) {}

    /** What {@link Processes#start} could not start; nothing else of it will be told. */
    default void refused(Scope scope, String reason) {}

    /**
     * A whole line of output, without its end: of a line with carriage returns the last state; cut
     * at 64 KB; escape codes untouched. In the order written.
     */
    void line(Scope scope, String line);

    /** Exactly once per spawned process, last of all. */
    void ended(Ended ended);
  }

  /**
   * The end of a process, after everything of it is gone, or was given up as {@code remark} says.
   *
   * @param status the leader's; null: it ended, and nobody can tell how. The remark says so.
   * @param logBytes what the process wrote, also what is left out of the log
   * @param logFailed the log could not be written to its end; {@code remark} says why
   * @param remark what else there is to say; null = nothing
   */
  record Ended(
      Scope scope,
      @Nullable ExitStatus status,
      long logBytes,
      boolean logFailed,
      @Nullable String remark) {
    /** The exit code; empty if it ended without a status. */
    public OptionalInt exitCode() {
      return status == null ? OptionalInt.empty() : OptionalInt.of(status.code());
    }

    /** The signal that ended it, 0 = none. */
    public int signal() {
      return status == null ? 0 : status.signal();
    }
  }
}
