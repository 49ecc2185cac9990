package dev.pawl.content;

/** Something that belongs to a content cannot be read, so there is no hash of it. */
public final class UnreadableContentException extends Exception {
  private final String path;
  private final String reason;

  UnreadableContentException(String path, String reason) {
    super("cannot read '" + path + "': " + reason);
    this.path = path;
    this.reason = reason;
  }

  /** What could not be read, relative to the project. */
  public String path() {
    return path;
  }

  /** Why, for example "permission denied" or "it is a named pipe". */
  public String reason() {
    return reason;
  }
}
