package dev.pawl.e2e.disk;

/**
 * How much is tried: little with every build, more with {@code -Ddisk.rounds=N}.
 *
 * @param rounds graphs by chance, on top of the scenes
 * @param restarts states of each scene that are tried with the real program
 * @param byChance states of each moment that are made by chance
 * @param window so many of the last changes that are on the way are lost, or not, one by one
 */
record Extent(int rounds, int restarts, int byChance, int window) {
  private static final Extent SHORT = new Extent(0, 1, 2, 16);

  /** As it was asked for. */
  static Extent asked() {
    int rounds = Integer.getInteger("disk.rounds", 0);
    return rounds == 0 ? SHORT : new Extent(rounds, 20, 20, Integer.MAX_VALUE);
  }
}
