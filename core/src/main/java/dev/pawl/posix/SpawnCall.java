package dev.pawl.posix;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * posix_spawn(3) with the contract that every child of Pawl gets: an empty signal mask, default
 * dispositions for all signals, no descriptor above 2, and either an own session or an own process
 * group that owns the terminal.
 *
 * <p>The kernel side is vfork: the cost does not grow with the memory of the JVM. All native memory
 * is kept between calls; an instance belongs to one thread at a time.
 */
public final class SpawnCall {
  private static final Downcall SPAWN = Downcall.of("posix_spawn");
  private static final Downcall ATTR_INIT = Downcall.of("posix_spawnattr_init");
  private static final Downcall SET_FLAGS = Downcall.of("posix_spawnattr_setflags");
  private static final Downcall SET_MASK = Downcall.of("posix_spawnattr_setsigmask");
  private static final Downcall SET_DEFAULT = Downcall.of("posix_spawnattr_setsigdefault");
  private static final Downcall ACTIONS_INIT = Downcall.of("posix_spawn_file_actions_init");
  private static final Downcall ACTIONS_DESTROY = Downcall.of("posix_spawn_file_actions_destroy");
  private static final Downcall ADD_DUP2 = Downcall.of("posix_spawn_file_actions_adddup2");
  private static final Downcall ADD_CHDIR = Downcall.of("posix_spawn_file_actions_addchdir_np");
  private static final Downcall ADD_CLOSEFROM =
      Downcall.of("posix_spawn_file_actions_addclosefrom_np");

  /** Where what is handed over is found. */
  private static final int HANDOVER = 3;

  /** Building a list costs more system calls than using it, and descriptors are used again. */
  private static final int MOST_LISTS = 64;

  private final Map<Wiring, Memory> lists = new HashMap<>();
  private final Memory pid = Memory.allocate(8);
  private final Memory folder = Memory.allocate(Downcall.Frame.TEXT_SIZE);
  private final Memory ownSession;
  private final Memory ownGroup;

  /**
   * What the child's first three descriptors are, and where it starts.
   *
   * @param input becomes descriptor 0
   * @param output becomes descriptors 1 and 2; -1 leaves them as this process has them
   * @param terminal the terminal whose foreground the child's new process group becomes; -1: the
   *     child gets an own session instead
   * @param handover becomes descriptor 3; -1: there is none above 2
   * @param dir the working folder; null: that of this process
   */
  public record Wiring(int input, int output, int terminal, int handover, @Nullable String dir) {
    /** Nothing above descriptor 2. */
    public Wiring(int input, int output, int terminal, @Nullable String dir) {
      this(input, output, terminal, -1, dir);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Wiring that
          && input == that.input
          && output == that.output
          && terminal == that.terminal
          && handover == that.handover
          && Objects.equals(dir, that.dir);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * input + output) + Objects.hashCode(dir);
    }
  }

  public SpawnCall() {
    ownSession = attributes(Platform.SPAWN_SETSID);
    ownGroup = attributes(Platform.SPAWN_SETPGROUP);
  }

  /**
   * Starts {@code program} (a path, NUL-terminated, no search).
   *
   * @return the pid, once exec has succeeded in the child; else -errno, which may come from any
   *     step in the child: the folder, the program, its interpreter
   */
  public int run(long program, StringVector argv, StringVector environment, Wiring wiring) {
    Memory actions = lists.get(wiring);
    if (actions == null) {
      if (lists.size() == MOST_LISTS) {
        lists.values().forEach(list -> ACTIONS_DESTROY.plain(list.address()));
        lists.clear();
      }
      actions = Memory.allocate(Platform.FILE_ACTIONS_SIZE);
      ACTIONS_INIT.plain(actions.address());
      lists.put(wiring, actions);
      int refused = wire(wiring, actions);
      if (refused != 0) {
        ACTIONS_DESTROY.plain(actions.address());
        lists.remove(wiring);
        return -refused;
      }
    }
    long attributes = (wiring.terminal() < 0 ? ownSession : ownGroup).address();
    int refused =
        SPAWN.plain(
            pid.address(),
            program,
            actions.address(),
            attributes,
            argv.address(),
            environment.address());
    return refused == 0 ? pid.getInt(0) : -refused;
  }

  private int wire(Wiring wiring, Memory actions) {
    if (wiring.dir() != null) {
      byte[] dir = Libc.pathBytes(wiring.dir());
      if (dir.length >= folder.size()) {
        return Errno.ENAMETOOLONG;
      }
      folder.putBytes(0, dir);
      folder.putByte(dir.length, (byte) 0);
      ADD_CHDIR.plain(actions.address(), folder.address());
    }
    if (wiring.terminal() >= 0) {
      TerminalCalls.addForeground(actions, wiring.terminal());
    }
    ADD_DUP2.plain(actions.address(), wiring.input(), 0);
    if (wiring.output() >= 0) {
      ADD_DUP2.plain(actions.address(), wiring.output(), 1);
      ADD_DUP2.plain(actions.address(), wiring.output(), 2);
    }
    if (wiring.handover() < 0) {
      return ADD_CLOSEFROM.plain(actions.address(), HANDOVER);
    }
    ADD_DUP2.plain(actions.address(), wiring.handover(), HANDOVER);
    return ADD_CLOSEFROM.plain(actions.address(), HANDOVER + 1);
  }

  private static Memory attributes(short how) {
    Memory attributes = Memory.allocate(Platform.SPAWN_ATTRIBUTES_SIZE);
    Memory signals = Memory.allocate(Platform.SIGNAL_SET_SIZE);
    ATTR_INIT.plain(attributes.address());
    SET_MASK.plain(attributes.address(), signals.address());
    // Not sigfillset: it leaves out 32 and 33, which would stay ignored.
    signals.fill((byte) 0xff);
    SET_DEFAULT.plain(attributes.address(), signals.address());
    int flags = how | Platform.SPAWN_SETSIGDEF | Platform.SPAWN_SETSIGMASK;
    if (Scheduling.givesWay()) {
      flags |= Platform.SPAWN_SETSCHEDULER; // to 0 and 0, as they are initialized: SCHED_OTHER
    }
    SET_FLAGS.plain(attributes.address(), flags);
    return attributes;
  }
}
