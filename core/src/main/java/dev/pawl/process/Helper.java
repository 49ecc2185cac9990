package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import dev.pawl.posix.SpawnCall;
import dev.pawl.posix.StringVector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The small process that stops a run's jobs when this process is killed, or becomes a new
 * coordinator ({@link Processes.Revival}).
 *
 * <p>It reads from a pipe which groups live, one line each, and acts when the pipe ends. At a clean
 * end it is killed before the pipe is closed. The lines:
 *
 * <pre>
 * SLOT PGID GRACE     the group PGID lives and gets GRACE seconds between TERM and KILL; said 50 ms
 *                     after its spawn, and not at all when it is over by then
 * keep SCOPE 0        what carries this cookie is left alone
 * SLOT 0 0            it is over: said before its leader is reaped, so that the kernel cannot have
 *                     given the number to somebody else while it is listed
 * </pre>
 *
 * <p>Slots are small numbers, used again. A helper that was killed is replaced and told everything.
 * The pipe's writing end never blocks: what a stopped helper does not read waits here, at most one
 * line per spawn and end.
 */
final class Helper {
  /** Its $0, by which it is found in /proc. */
  private static final String NAME = "pawl-helper";

  private static final int MAX_RESTARTS = 5;
  private static final long YOUTH_NANOS = 50_000_000;

  private final SpawnCall call = new SpawnCall();
  private final StringVector argv = new StringVector();
  private final StringVector environment = new StringVector();
  private final Processes.@Nullable Revival revival;
  private final Memory info = Memory.allocate(Libc.SIGINFO_SIZE);
  private final Memory line = Memory.allocate(256);
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private final BitSet used = new BitSet();
  private final List<Group> groups = new ArrayList<>();
  private final BitSet announced = new BitSet();
  private final Deque<Group> young = new ArrayDeque<>();
  private final List<byte[]> spared = new ArrayList<>();
  private int writeEnd = -1;
  private int restarts;
  private long pid = -1;

  Helper(Processes.Settings settings) {
    revival = settings.revival();
    add(argv, "/bin/sh", "-c", HelperScript.TEXT, NAME);
    add(argv, settings.cookiePrefix(), Long.toString(seconds(settings.helperGrace())));
    if (revival == null) {
      // Nothing else: a cookie would find the helper.
      add(environment, "PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C");
    } else {
      add(argv, revival.times());
      revival.command().forEach(argument -> add(argv, argument));
      Environment.inherited().fill(environment);
    }
    start();
  }

  /**
   * A group and its place in the helper's list.
   *
   * @param grace between SIGTERM and SIGKILL, seconds
   * @param due when it is announced (nanoseconds, monotonic)
   */
  private record Group(int slot, long pid, long grace, long due) {
    boolean is(Group other) {
      return pid == other.pid && due == other.due;
    }

    byte[] line() {
      return ascii(slot + " " + pid + " " + grace + "\n");
    }
  }

  /**
   * Lists a group; the number is its slot. It is announced by {@link #announce} when it has lived
   * for a while: most jobs of a large run are over before that, and waking the helper twice for
   * each would cost more than all the rest. Until then the cookie finds it.
   */
  synchronized int add(long group, Duration grace) {
    int slot = used.nextClearBit(0);
    used.set(slot);
    Group listed = new Group(slot, group, seconds(grace), System.nanoTime() + YOUTH_NANOS);
    if (slot == groups.size()) {
      groups.add(listed);
    } else {
      groups.set(slot, listed);
    }
    young.add(listed);
    return slot;
  }

  /** The group in this slot is over. Call it before its leader is reaped. */
  synchronized void remove(int slot) {
    used.clear(slot);
    if (announced.get(slot)) {
      announced.clear(slot);
      send(ascii(slot + " 0 0\n"));
    }
  }

  /** Whether nothing but this group waits to be announced: then the reader may sleep too long. */
  synchronized boolean isFirst(int slot) {
    return young.size() == 1 && young.getFirst().slot() == slot;
  }

  /** Tells the helper of the groups that are old enough; returns the milliseconds to the next. */
  synchronized long announce() {
    long now = System.nanoTime();
    while (!young.isEmpty()) {
      Group first = young.getFirst();
      boolean lives = used.get(first.slot()) && groups.get(first.slot()).is(first);
      if (lives && first.due() - now > 0) {
        return (first.due() - now) / 1_000_000 + 1;
      }
      young.removeFirst();
      if (lives) {
        announced.set(first.slot());
        send(first.line());
      }
    }
    return Long.MAX_VALUE;
  }

  /** What carries this scope's cookie was left running on purpose. */
  synchronized void spare(Scope scope) {
    byte[] text = ascii("keep " + scope + " 0\n");
    spared.add(text);
    send(text);
  }

  /** Replaces a helper that was killed, without waiting for the next line to find out. */
  synchronized void check() {
    if (pid > 0 && Libc.waitid(pid, info, Libc.WEXITED | Libc.WNOHANG | Libc.WNOWAIT) == 0) {
      boolean ended = info.getInt(Libc.SIGINFO_PID) != 0;
      info.putInt(Libc.SIGINFO_PID, 0);
      if (ended) {
        replace();
      }
    }
  }

  private void replace() {
    close();
    if (restarts++ < MAX_RESTARTS) {
      start();
      announced.stream().forEach(slot -> send(groups.get(slot).line()));
      spared.forEach(this::send);
    }
  }

  /** Whether a process with these arguments is a helper. */
  static boolean is(List<String> arguments) {
    return arguments.size() > 4 && arguments.get(3).equals(NAME);
  }

  /** Ends the helper for good: from now on nobody watches. */
  synchronized void dismiss() {
    close();
  }

  private void start() {
    long ends = Libc.pipe();
    if (ends < 0) {
      return;
    }
    int readEnd = (int) ends;
    writeEnd = (int) (ends >> 32);
    int output = openOutput();
    SpawnCall.Wiring wiring =
        revival == null
            ? new SpawnCall.Wiring(readEnd, output, -1, "/")
            : new SpawnCall.Wiring(readEnd, output, -1, revival.handover(), null);
    pid = call.run(argv.address(0), argv, environment, wiring);
    Child.UNREAPED.add(pid);
    Libc.close(readEnd);
    Libc.close(output);
    Libc.setNonBlocking(writeEnd);
  }

  private int openOutput() {
    int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_APPEND;
    int log = revival == null ? -1 : Libc.open(revival.log().toString(), flags, 0600);
    return log < 0 ? Libc.open("/dev/null", Libc.O_WRONLY, 0) : log;
  }

  /** SIGKILL comes first, and is not "please exit": a stopped helper would not read that. */
  private void close() {
    if (writeEnd < 0) {
      return;
    }
    if (pid > 0) {
      Libc.kill(pid, Libc.SIGKILL);
    }
    Libc.close(writeEnd);
    writeEnd = -1;
    pending.reset();
    if (pid > 0) {
      Libc.waitid(pid, info, Libc.WEXITED);
      Child.UNREAPED.remove(pid);
    }
    pid = -1;
  }

  private void send(byte[] text) {
    if (writeEnd < 0) {
      return;
    }
    if (pending.size() > 0 || text.length > line.size()) {
      pending.writeBytes(text);
      flush();
      return;
    }
    line.putBytes(0, text);
    int written = Libc.write(writeEnd, line, 0, text.length);
    settle(written, text);
  }

  private void flush() {
    byte[] all = pending.toByteArray();
    Memory copy = Memory.allocate(all.length);
    copy.putBytes(0, all);
    int written = Libc.write(writeEnd, copy, 0, all.length);
    pending.reset();
    settle(written, all);
  }

  /** Keeps what was not written; lines are far below PIPE_BUF, but many together are not. */
  private void settle(int written, byte[] text) {
    if (written == -Errno.EPIPE) {
      replace();
    } else if (written < text.length) {
      int done = Math.max(written, 0);
      pending.write(text, done, text.length - done);
    }
  }

  private static long seconds(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void add(StringVector vector, String... texts) {
    for (String text : texts) {
      vector.add(Libc.pathBytes(text));
    }
  }
}
