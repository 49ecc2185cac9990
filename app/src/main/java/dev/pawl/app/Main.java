package dev.pawl.app;

import dev.pawl.app.cli.Caller;
import dev.pawl.app.cli.Cli;
import dev.pawl.model.SafeText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts the program. The only place that ends the process. */
public final class Main {
  private static final int FAULT = 70;

  private Main() {}

  /** Does what the arguments say and ends with the exit code. */
  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler(Main::halt);
    Caller caller =
        new Caller(
            Path.of("").toAbsolutePath(),
            System.getenv(),
            stream(1, FileDescriptor.out),
            stream(2, FileDescriptor.err),
            new ProgramSignals(),
            version());
    // Nothing waits for an orderly shutdown, in which the virtual machine would look for a logger.
    Runtime.getRuntime().halt(Cli.run(arguments, caller));
  }

  /**
   * A thread of Pawl's own has died of a bug: nothing can be trusted to end any more, so the
   * process does, and the helper stops its jobs.
   */
  private static void halt(Thread thread, Throwable bug) {
    String what = "internal error in " + thread.getName() + ": " + bug;
    System.err.println("pawl: " + SafeText.shown(what));
    Runtime.getRuntime().halt(FAULT);
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
