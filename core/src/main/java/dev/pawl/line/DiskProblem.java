package dev.pawl.line;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the disk or the machine refused, in words for people instead of the name of an exception.
 */
public final class DiskProblem {
  private DiskProblem() {}

  /** On which file, if that is known, and why: {@code FILE: No space left on device}. */
  public static String told(IOException cause) {
    return cause instanceof FileSystemException e && e.getFile() != null
        ? e.getFile() + ": " + why(e)
        : why(cause);
  }

  /**
   * What the disk, or a limit of open files or of threads, refused somewhere behind what was
   * thrown.
   */
  public static Optional<String> behind(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BrokenFileException || cause instanceof DamagedFileException) {
        return Optional.of(message(cause));
      }
      if (cause instanceof IOException refused) {
        return Optional.of(told(refused));
      }
      if (cause instanceof OutOfMemoryError && message(cause).contains("native thread")) {
        return Optional.of(
            "no thread could be started: the limit of processes is reached (`ulimit -u`, or a cgroup's)");
      }
    }
    return Optional.empty();
  }

  private static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }

  /** The same for the records of a run; without such a thing it is a bug. */
  public static String orBug(Throwable thrown) {
    return behind(thrown).orElseGet(() -> "internal error: " + thrown);
  }

  /** A pipe has no end to wait for, a device perhaps no end at all. */
  public static FileSystemException noFile(Path path) {
    return new FileSystemException(path.toString(), null, "it is no file; move it away");
  }

  static String why(IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> "no such file or folder";
      case FileAlreadyExistsException _ -> "something of that name is there; move it away";
      case DirectoryNotEmptyException _ -> "it is a folder that is not empty";
      case NotDirectoryException _ -> "it is no folder; move it away";
      case AccessDeniedException _ ->
          "permission denied; give this user access to it, with chown or chmod";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      case FileNotFoundException e -> inBrackets(String.valueOf(e.getMessage()));
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }

  /** A stream names its file once more: {@code FILE (Too many open files)}. */
  private static String inBrackets(String message) {
    int from = message.lastIndexOf(" (");
    return from < 0 || !message.endsWith(")")
        ? message
        : message.substring(from + 2, message.length() - 1);
  }
}
