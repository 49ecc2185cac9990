package dev.pawl.app;

import dev.pawl.app.cli.Caller;
import dev.pawl.app.cli.Cli;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts the program. The only place that ends the process. */
public final class Main {
  private Main() {}

  /** Does what the arguments say and ends with the exit code. */
  public static void main(String[] arguments) {
    Caller caller =
        new Caller(
            Path.of("").toAbsolutePath(),
            System.getenv(),
            stream(1, FileDescriptor.out),
            stream(2, FileDescriptor.err),
            new ProgramSignals(),
            version());
    System.exit(Cli.run(arguments, caller));
  }

  private static Caller.Stream stream(int number, FileDescriptor descriptor) {
    return new Caller.Stream(new FileOutputStream(descriptor), isTerminal(number));
  }

  /** By the name of the file behind the descriptor: a call to isatty would cost 20 ms of start. */
  private static boolean isTerminal(int descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException closed) {
      return false;
    }
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
