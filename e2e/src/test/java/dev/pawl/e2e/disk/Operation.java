package dev.pawl.e2e.disk;

/**
 * What was done to the files of a project. Paths are relative to it, "" is the project itself.
 *
 * <p>Each stands where its system call was over.
 */
sealed interface Operation {
  /** The file, or the name, that it was about. */
  String path();

  /** A folder was made. */
  record FolderMade(String path) implements Operation {}

  /** An empty file was made. */
  record FileMade(String path) implements Operation {}

  /** Bytes were written; not forced. */
  record Written(String path, long offset, byte[] bytes) implements Operation {}

  /** A file was made shorter, or longer by zero bytes. */
  record Cut(String path, long size) implements Operation {}

  /**
   * The bytes of a file, or the names in a folder, are on the disk.
   *
   * @param begun how many operations were over when that was asked for; only these are forced
   */
  record Forced(String path, int begun) implements Operation {}

  /** A file or folder got another name; what had that is gone. */
  record Renamed(String path, String to) implements Operation {}

  /** A file got one more name. */
  record Linked(String path, String to) implements Operation {}

  /** A name was taken away: of a file, or of a folder that was empty. */
  record Removed(String path) implements Operation {}

  /**
   * Something was written outside of the project: what has happened by then cannot be undone.
   *
   * @param path the name of the file that it was written to
   */
  record Noted(String path, String text) implements Operation {}
}
