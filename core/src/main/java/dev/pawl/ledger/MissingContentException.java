package dev.pawl.ledger;

/** A file or folder that a step names as its content is not there; the message is its path. */
final class MissingContentException extends Exception {
  private static final long serialVersionUID = 1;

  MissingContentException(String path) {
    super(path);
  }
}
