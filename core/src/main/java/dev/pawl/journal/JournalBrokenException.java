package dev.pawl.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The disk refused: what was tried, on which file, and why it failed. Exit 70. */
public final class JournalBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  JournalBrokenException(String message, Throwable cause) {
    super(message, cause);
  }

  /** For example {@code cannot write FILE: No space left on device}. */
  static JournalBrokenException cannot(String verb, Path file, IOException cause) {
    return new JournalBrokenException("cannot " + verb + " " + file + ": " + why(cause), cause);
  }

  private static String why(IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> "no such file or folder";
      case FileAlreadyExistsException _ -> "it exists already";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }
}
