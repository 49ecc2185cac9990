package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says why a spawn was refused. The kernel gives one number for many causes (ENOENT for folder,
 * program and interpreter alike), so the likely ones are looked at afterwards.
 */
final class SpawnProblem {
  /** PATH_MAX, and far above what a message should show. */
  private static final int MAX_NAME = 4095;

  private SpawnProblem() {}

  /** What to throw for an error number. */
  static SpawnRefusedException of(Program program, int errno) {
    boolean isShortage =
        switch (errno) {
          case Errno.EMFILE, Errno.ENFILE, Errno.EAGAIN, Errno.ENOMEM -> true;
          default -> false;
        };
    return new SpawnRefusedException(describe(program, errno), isShortage);
  }

  private static String describe(Program program, int errno) {
    return switch (errno) {
      case Errno.E2BIG ->
          "arguments and environment together are longer than the kernel takes"
              + " (a quarter of `ulimit -s`, and 131,071 bytes for each)";
      case Errno.EMFILE -> OpenFiles.usedUp();
      case Errno.ENFILE -> "too many open files in the system (fs.file-max)";
      case Errno.EAGAIN -> "the limit of processes is reached (`ulimit -u`, or a cgroup's)";
      case Errno.ENOMEM -> "no memory for another process";
      default -> describePlaces(program, errno);
    };
  }

  private static String describePlaces(Program program, int errno) {
    Path dir = program.dir();
    if (!Files.exists(dir)) {
      return "folder '" + dir + "' does not exist";
    }
    if (!Files.isDirectory(dir)) {
      return "'" + dir + "' is not a folder";
    }
    if (Libc.executable(Libc.pathBytes(dir.toString())) != 0) {
      return "folder '" + dir + "' cannot be entered: " + Errno.text(Errno.EACCES);
    }
    String name = program.argv().getFirst();
    if (name.isEmpty()) {
      return "the program's name is empty";
    }
    if (name.length() > MAX_NAME) {
      return "the program's name is longer than a path may be: " + name.substring(0, 40) + "...";
    }
    return name.indexOf('/') < 0
        ? describeFound(program, name, errno)
        : describeFile(dir.resolve(name), name, errno);
  }

  private static String describeFound(Program program, String name, int errno) {
    for (String folder : Spawner.searchPath(program).split(":", -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, name);
      if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        return describeFile(file, file.toString(), errno);
      }
    }
    return "program '" + name + "' was not found in PATH (" + Spawner.searchPath(program) + ")";
  }

  private static String describeFile(Path file, String name, int errno) {
    if (!Files.exists(file)) {
      return "program '" + name + "' does not exist";
    }
    if (Files.isDirectory(file)) {
      return "'" + name + "' is a folder, not a program";
    }
    if (!Files.isExecutable(file)) {
      return "'" + name + "' is not executable (chmod +x)";
    }
    return switch (errno) {
      case Errno.ENOENT -> "the interpreter that '" + name + "' names does not exist";
      case Errno.ENOEXEC -> "'" + name + "' is no program: does its first line begin with #! ?";
      default -> "'" + name + "' could not be started: " + Errno.text(errno);
    };
  }
}
