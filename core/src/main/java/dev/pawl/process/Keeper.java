package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The small shell above a kept job ({@link Output.Kept}): it survives its coordinator and leaves
 * the job's exit status in a file.
 *
 * <pre>
 * run          its first act: the job may have started
 * exit 143     its last act: the job has ended, with this code
 * </pre>
 *
 * <p>It leads the job's session and group, so what is sent to the group reaches it too: signals
 * that can be caught it outlives, with a handler and not by ignoring them, because the job starts
 * with the default then. SIGKILL is never sent to it while it has a job to wait for. The subshell
 * keeps the shell's own words about the death of its child out of the log; {@code exec} keeps
 * built-in commands from being taken for programs. Tried: dash, bash.
 *
 * <p>Both lines fit into one block, which is allocated before the start: an end is recorded on a
 * full disk, too. There is no fsync: after a power loss no job of before is alive, and the boot id
 * tells.
 */
public final class Keeper {
  /** Its $0, by which it is found in /proc. */
  static final String NAME = "pawl-keeper";

  static final String SHELL = "/bin/sh";

  static final String TEXT =
      """
      f=$1; shift
      trap : HUP INT QUIT PIPE ALRM TERM USR1 USR2 XCPU XFSZ VTALRM PROF
      echo run >>"$f" || exit 125
      exec 3>&2 2>/dev/null
      ( exec "$@" ) 2>&3 3>&-
      s=$?
      echo "exit $s" >>"$f"
      exit "$s"
      """;

  private static final int MAX_BYTES = 64;

  private Keeper() {}

  /** What a status file tells. */
  public sealed interface Outcome {
    /** There is no file, or nothing in it: the keeper never ran, and its job did not either. */
    record Absent() implements Outcome {}

    /** The job was about to start; it runs, or has ended without a status. */
    record Unknown() implements Outcome {}

    /** The job has ended. */
    record Exited(ExitStatus status) implements Outcome {}
  }

  /**
   * What the status file of a kept job tells now. A line without its end does not count. A file
   * that cannot be read is {@link Outcome.Unknown}: nobody may conclude that nothing ran.
   */
  public static Outcome outcome(Path status) {
    List<String> lines;
    try {
      String text = Files.readString(status, StandardCharsets.ISO_8859_1);
      if (text.isEmpty()) {
        return new Outcome.Absent();
      }
      lines = List.of(text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1));
    } catch (NoSuchFileException none) {
      return new Outcome.Absent();
    } catch (IOException unreadable) {
      return new Outcome.Unknown();
    }
    for (String line : lines) {
      if (line.matches("exit [0-9]{1,3}")) {
        int code = Integer.parseInt(line.substring("exit ".length()));
        return new Outcome.Exited(ExitStatus.exited(code));
      }
    }
    return new Outcome.Unknown();
  }

  /** Whether a process with these arguments is a keeper. */
  static boolean is(List<String> arguments) {
    return arguments.size() > 4
        && arguments.get(0).equals(SHELL)
        && arguments.get(1).equals("-c")
        && arguments.get(3).equals(NAME);
  }

  /** Removes the status file of a job that was not started. */
  static void discard(Path status) {
    status.toFile().delete();
  }

  /** Makes an empty status file with room for its lines. */
  static void prepare(Path status) throws SpawnRefusedException {
    int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_TRUNC;
    int fd = Libc.open(status.toString(), flags, 0600);
    int room = fd < 0 ? fd : Libc.fallocate(fd, Libc.FALLOC_KEEP_SIZE, 0, MAX_BYTES);
    if (fd >= 0) {
      Libc.close(fd);
    }
    // A file system that cannot allocate ahead may still take the lines.
    if (fd < 0 || room == -Errno.ENOSPC || room == -Errno.EDQUOT) {
      throw new SpawnRefusedException(
          "the status file '" + status + "' could not be created: " + Errno.text(-room));
    }
  }
}
