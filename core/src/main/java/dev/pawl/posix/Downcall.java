package dev.pawl.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * One C function of at most six integer or pointer arguments.
 *
 * <p>All functions share one handle of the shape {@code long(long x 6)} that also keeps errno. In
 * the C calling conventions of Linux on x86-64 and aarch64 the first six integers travel in
 * registers, a callee ignores those it does not take, and a variadic callee reads them from the
 * same places, so {@code open}, {@code fcntl} and {@code ioctl} need no handle of their own.
 */
final class Downcall {
  /** What one thread needs for its calls: a place for errno, and one for a path. */
  static final class Frame {
    static final int TEXT_SIZE = 4096;
    final Memory errno = Memory.allocate(4);
    final Memory text = Memory.allocate(TEXT_SIZE);
  }

  private static final ThreadLocal<Frame> FRAMES = ThreadLocal.withInitial(Frame::new);
  private static final MethodHandle CALL;
  private static final Linker LINKER;

  static {
    Platform.check();
    LINKER = Linker.nativeLinker();
    CALL =
        LINKER.downcallHandle(
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));
  }

  private final MemorySegment address;

  private Downcall(MemorySegment address) {
    this.address = address;
  }

  static Downcall of(String name) {
    return new Downcall(LINKER.defaultLookup().find(name).orElseThrow(() -> missing(name)));
  }

  /** The linker opens a library to look names up, and finds none where it may open nothing. */
  private static RuntimeException missing(String name) {
    try (FileInputStream _ = new FileInputStream("/dev/null")) {
      return new UnsupportedPlatformException("a C library without " + name + "()");
    } catch (IOException e) {
      return new UncheckedIOException(e);
    }
  }

  static Frame frame() {
    return FRAMES.get();
  }

  /** For functions that return {@code int}: the result, or {@code -errno} when it is -1. */
  int number(long... arguments) {
    int result = (int) invoke(arguments);
    return result == -1 ? -errno() : result;
  }

  /** For functions that return {@code ssize_t} or {@code off_t}. */
  long size(long... arguments) {
    long result = invoke(arguments);
    return result == -1 ? -errno() : result;
  }

  /** For functions that return the error number itself (posix_spawn, pthread_sigmask). */
  int plain(long... arguments) {
    return (int) invoke(arguments);
  }

  private long invoke(long[] a) {
    try {
      return (long)
          CALL.invokeExact(
              address,
              FRAMES.get().errno.segment(),
              a[0],
              a.length > 1 ? a[1] : 0,
              a.length > 2 ? a[2] : 0,
              a.length > 3 ? a[3] : 0,
              a.length > 4 ? a[4] : 0,
              a.length > 5 ? a[5] : 0);
    } catch (Throwable impossible) {
      throw new AssertionError("a downcall threw", impossible);
    }
  }

  private static int errno() {
    return FRAMES.get().errno.getInt(0);
  }
}
