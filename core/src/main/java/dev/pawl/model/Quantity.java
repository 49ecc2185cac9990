package dev.pawl.model;

import java.util.Optional;

/** A whole number above 0 with the letters that follow it. */
record Quantity(long number, String unit) {
  private static final long LARGEST = 1L << 62;

  static Optional<Quantity> parse(String text) {
    long number = 0;
    int at = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      if (number > LARGEST / 16) {
        return Optional.empty();
      }
      number = number * 10 + (text.charAt(at) - '0');
      at++;
    }
    return number == 0 ? Optional.empty() : Optional.of(new Quantity(number, text.substring(at)));
  }
}
