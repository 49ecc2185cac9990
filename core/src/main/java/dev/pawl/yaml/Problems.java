package dev.pawl.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one file; the same problem at the same place counts once. */
public final class Problems {
  /** So many problems are told; a last one gives the number of the others. */
  public static final int SHOWN = 100;

  private static final int KEPT = 10_000;

  private final String file;
  private final Set<Problem> found;
  private final int linesBefore;

  /** None yet; {@code file} is the name used in messages. */
  public Problems(String file) {
    this(file, new LinkedHashSet<>(), 0);
  }

  private Problems(String file, Set<Problem> found, int linesBefore) {
    this.file = file;
    this.found = found;
    this.linesBefore = linesBefore;
  }

  /**
   * Adds to the same problems what is found in a part of the file.
   *
   * @param linesBefore so many lines of the file stand before the first line of the part
   */
  public Problems below(int linesBefore) {
    return new Problems(file, found, linesBefore);
  }

  /** One more, about what stands there. */
  public void add(Node at, String message, String remedy) {
    add(at.line(), at.column(), message, remedy);
  }

  /** One more, at a line and column from 1; both 0 for the file as a whole. */
  public void add(int line, int column, String message, String remedy) {
    if (found.size() < KEPT) {
      int inFile = line == 0 ? 0 : line + linesBefore;
      found.add(new Problem(file, inFile, column, message, remedy));
    }
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether one more would still be told; a costly remedy is not worth it otherwise. */
  public boolean isBelowShown() {
    return found.size() < SHOWN;
  }

  /** The place of a node, for a message about another one in the same file. */
  public String place(Node node) {
    int line = node.line() + linesBefore;
    return file.substring(file.lastIndexOf('/') + 1) + ":" + line + ":" + node.column();
  }

  /** By place; after {@link #SHOWN} of them the last says how many more there are. */
  public List<Problem> sorted() {
    List<Problem> all = new ArrayList<>(found);
    all.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    if (all.size() <= SHOWN) {
      return List.copyOf(all);
    }
    Problem next = all.get(SHOWN);
    String more = (all.size() == KEPT ? "at least " : "") + (all.size() - SHOWN);
    List<Problem> told = new ArrayList<>(all.subList(0, SHOWN));
    told.add(
        new Problem(
            file,
            next.line(),
            next.column(),
            "and " + more + " more problems from here on",
            "correct those above first"));
    return List.copyOf(told);
  }
}
