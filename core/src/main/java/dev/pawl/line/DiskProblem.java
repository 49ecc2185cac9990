package dev.pawl.line;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the disk refused, in words for people instead of the name of an exception. */
public final class DiskProblem {
  private DiskProblem() {}

  /** On which file, if that is known, and why: {@code FILE: No space left on device}. */
  public static String told(IOException cause) {
    return cause instanceof FileSystemException e && e.getFile() != null
        ? e.getFile() + ": " + why(e)
        : why(cause);
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
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }
}
