package dev.pawl.model;

import java.util.Collection;
import java.util.Optional;

/** The word that somebody who mistyped probably meant. */
public final class Closest {
  private static final int LONGEST = 64;

  private Closest() {}

  /** The candidate with the fewest edits, if that is at most a third of the text's length. */
  public static Optional<String> to(String text, Collection<String> candidates) {
    String best = null;
    int fewest = Math.max(1, text.length() / 3) + 1;
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - text.length()) < fewest) {
        int edits = edits(text, candidate);
        if (edits < fewest) {
          fewest = edits;
          best = candidate;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static int edits(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int column = 0; column <= b.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= a.length(); row++) {
      int diagonal = above[0];
      above[0] = row;
      for (int column = 1; column <= b.length(); column++) {
        int replaced = diagonal + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
        diagonal = above[column];
        above[column] = Math.min(replaced, 1 + Math.min(above[column], above[column - 1]));
      }
    }
    return above[b.length()];
  }
}
