package dev.pawl.app.cli;

/** Small pieces of sentences. */
final class Words {
  private Words() {}

  /** For example {@code 1 job}, {@code 2 jobs}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
