package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import dev.pawl.posix.MemoryFile;
import dev.pawl.posix.SpawnCall;
import dev.pawl.posix.StringVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that outlives this one: in a session of its own, without a terminal, with what it says
 * in a file. Descriptor 3 is what is handed over to it.
 */
public final class Detached {
  private final long pid;
  private final Memory info = Memory.allocate(Libc.SIGINFO_SIZE);
  private boolean ended;

  private Detached(long pid) {
    this.pid = pid;
  }

  /**
   * A descriptor of something that no file holds, to be handed over.
   *
   * @throws IOException if there is no descriptor or no memory left for it
   */
  public static int handover(byte[] content) throws IOException {
    int fd = MemoryFile.create("pawl-handover", content);
    if (fd < 0) {
      throw new IOException("no memory file: " + Errno.text(-fd));
    }
    return fd;
  }

  /**
   * Starts a program.
   *
   * @param command a path and the arguments
   * @param dir its working folder
   * @param log gets its stdout and stderr, appended; made for the owner only
   * @param handover becomes its descriptor 3, and is closed here
   * @throws IOException if it could not be started
   */
  public static Detached start(
      List<String> command, Environment environment, Path dir, Path log, int handover)
      throws IOException {
    int output = Libc.open(log.toString(), Libc.O_WRONLY | Libc.O_CREAT | Libc.O_APPEND, 0600);
    int input = Libc.open("/dev/null", Libc.O_RDONLY, 0);
    try {
      if (output < 0) {
        throw new IOException(log + ": " + Errno.text(-output));
      }
      StringVector argv = new StringVector();
      command.forEach(argument -> argv.add(Libc.pathBytes(argument)));
      StringVector variables = new StringVector();
      environment.fill(variables);
      SpawnCall.Wiring wiring = new SpawnCall.Wiring(input, output, -1, handover, dir.toString());
      int pid = new SpawnCall().run(argv.address(0), argv, variables, wiring);
      if (pid < 0) {
        throw new IOException(command.getFirst() + ": " + Errno.text(-pid));
      }
      Child.UNREAPED.add((long) pid);
      return new Detached(pid);
    } finally {
      Libc.close(input);
      if (output >= 0) {
        Libc.close(output);
      }
      Libc.close(handover);
    }
  }

  /** Its process. */
  public long pid() {
    return pid;
  }

  /** Whether it has ended. */
  public boolean hasEnded() {
    return ended || wait(Libc.WEXITED | Libc.WNOHANG);
  }

  /**
   * Ends it at once, and waits for that. Its helper goes first: it would become a new one ({@link
   * Processes.Revival}). What else it has started goes on.
   */
  public void kill() {
    if (!ended) {
      // Stopped, so that it does not replace the helper.
      Libc.kill(pid, Libc.SIGSTOP);
      Proc proc = new Proc();
      for (ProcEntry entry : proc.all()) {
        if (entry.parent() == pid && Helper.is(proc.arguments(entry.pid()))) {
          Libc.kill(entry.pid(), Libc.SIGKILL);
        }
      }
      Libc.kill(pid, Libc.SIGKILL);
      wait(Libc.WEXITED);
    }
  }

  private boolean wait(int how) {
    info.putInt(Libc.SIGINFO_PID, 0);
    ended = Libc.waitid(pid, info, how) < 0 || info.getInt(Libc.SIGINFO_PID) != 0;
    if (ended) {
      Child.UNREAPED.remove(pid);
    }
    return ended;
  }
}
