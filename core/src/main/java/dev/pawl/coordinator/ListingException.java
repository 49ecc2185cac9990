package dev.pawl.coordinator;

/** The items of a loop cannot be had; the message says why. */
final class ListingException extends Exception {
  private static final long serialVersionUID = 1;

  ListingException(String message) {
    super(message);
  }
}
