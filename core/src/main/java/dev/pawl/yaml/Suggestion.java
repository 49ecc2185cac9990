package dev.pawl.yaml;

import java.util.Collection;

/** "Did you mean": the candidate nearest to a word that is not known. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code did you mean 'X'?}, or {@code otherwise} when nothing is near. */
  public static String of(String word, Collection<String> candidates, String otherwise) {
    int limit = word.length() <= 2 ? 1 : word.length() <= 8 ? 2 : 3;
    String nearest = "";
    int best = limit + 1;
    for (String candidate : candidates) {
      int distance = distance(word, candidate, best);
      if (distance < best && distance < candidate.length()) {
        best = distance;
        nearest = candidate;
      }
    }
    return best > limit ? otherwise : "did you mean '" + nearest + "'?";
  }

  /**
   * Edits (insert, delete, replace, swap of neighbours, letter case free) from one word to the
   * other; {@code enough} when it takes that many or more.
   */
  static int distance(String a, String b, int enough) {
    if (Math.abs(a.length() - b.length()) >= enough || Math.max(a.length(), b.length()) > 100) {
      return enough;
    }
    int[] before = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1;
        int edits = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + cost);
        if (i > 1 && j > 1 && isSwap(a, i, b, j)) {
          edits = Math.min(edits, before[j - 2] + 1);
        }
        row[j] = edits;
        least = Math.min(least, edits);
      }
      if (least >= enough) {
        return enough;
      }
      int[] free = before;
      before = above;
      above = row;
      row = free;
    }
    return Math.min(enough, above[b.length()]);
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }

  private static boolean same(char a, char b) {
    return a == b || Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
