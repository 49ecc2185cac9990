package dev.pawl.posix;

/** Says in one line that Pawl does not know this operating system, C library or machine type. */
public final class UnsupportedPlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedPlatformException(String found) {
    super("Pawl runs on Linux (glibc 2.34 or newer) on x86-64 and aarch64; this is " + found);
  }
}
