package dev.pawl.ledger;

import java.util.Optional;

/** Why a step is incomplete, as it stands in the ledger. */
final class Reasons {
  private static final int LONGEST = 1_000;

  private Reasons() {}

  /** For example {@code stopped by SIGINT, processed 523 of 1000 items}. */
  static String of(String cause, Optional<Progress> progress) {
    return line(cause, LONGEST)
        + progress.map(now -> now.items() ? ", " + now : " " + now).orElse("");
  }

  /** For example {@code IOException: connection reset}. */
  static String of(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    String type = name.isEmpty() ? failure.getClass().getName() : name;
    return message == null || message.isBlank() ? type : type + ": " + message;
  }

  /** A text as one line of that length at the most. */
  static String line(String text, int longest) {
    String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= longest ? line : line.substring(0, longest - 3) + "...";
  }
}
