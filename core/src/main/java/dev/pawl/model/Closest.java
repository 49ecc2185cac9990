package dev.pawl.model;

import java.util.Collection;
import java.util.Optional;

/**
 * The word that somebody who mistyped probably meant. An edit is a letter more, less or other, or
 * two neighbours that traded places (optimal string alignment).
 */
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
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int row = 0; row <= a.length(); row++) {
      for (int column = 0; column <= b.length(); column++) {
        edits[row][column] =
            row == 0 || column == 0 ? row + column : fewest(a, b, row, column, edits);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int fewest(String a, String b, int row, int column, int[][] edits) {
    boolean same = a.charAt(row - 1) == b.charAt(column - 1);
    int fewest = edits[row - 1][column - 1] + (same ? 0 : 1);
    fewest = Math.min(fewest, 1 + Math.min(edits[row - 1][column], edits[row][column - 1]));
    boolean traded =
        row > 1
            && column > 1
            && a.charAt(row - 1) == b.charAt(column - 2)
            && a.charAt(row - 2) == b.charAt(column - 1);
    return traded ? Math.min(fewest, 1 + edits[row - 2][column - 2]) : fewest;
  }
}
