package dev.pawl.posix;

/**
 * One epoll set (epoll(7)), level-triggered, for reading only.
 *
 * <p>{@link #add} and {@link #close} may be called from any thread; {@link #await} and what looks
 * at its result belong to one.
 */
public final class Epoll implements AutoCloseable {
  private static final int BATCH = 128;
  private static final int ADD = 1;
  private static final int DEL = 2;
  private static final int EPOLLIN = 1;
  private static final Downcall CREATE = Downcall.of("epoll_create1");
  private static final Downcall CTL = Downcall.of("epoll_ctl");
  private static final Downcall WAIT = Downcall.of("epoll_wait");

  private final Memory ready = Memory.allocate(BATCH * Platform.EPOLL_EVENT_SIZE);
  private final int fd;

  public Epoll() {
    fd = CREATE.number(Libc.O_CLOEXEC);
    if (fd < 0) {
      throw new IllegalStateException("no epoll set: " + Errno.text(-fd));
    }
  }

  /** Watches {@code watched}, which will be reported as {@code data}; 0 or -errno. */
  public int add(int watched, long data) {
    Memory event = Downcall.frame().text;
    event.putInt(0, EPOLLIN);
    event.putLong(Platform.EPOLL_DATA_OFFSET, data);
    return CTL.number(fd, ADD, watched, event.address());
  }

  /**
   * Needed before every close of a watched descriptor. Closing alone removes it only once nobody
   * else has the file open, and a child between fork and exec has: until it is scheduled, the set
   * would report a file that no number leads to any more, again and again.
   */
  public int remove(int watched) {
    return CTL.number(fd, DEL, watched, ready.address());
  }

  /** How many are ready; 0 after {@code timeoutMillis} or an interrupting signal; -1: no limit. */
  public int await(int timeoutMillis) {
    int count = WAIT.number(fd, ready.address(), BATCH, timeoutMillis);
    if (count < 0 && count != -Errno.EINTR) {
      throw new IllegalStateException("epoll_wait: " + Errno.text(-count));
    }
    return Math.max(count, 0);
  }

  /** The data of the {@code index}-th ready descriptor. */
  public long data(int index) {
    return ready.getLong(index * Platform.EPOLL_EVENT_SIZE + Platform.EPOLL_DATA_OFFSET);
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
