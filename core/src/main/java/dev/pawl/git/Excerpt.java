package dev.pawl.git;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** The first and the last of what a program says; what is between is counted, not kept. */
final class Excerpt implements Predicate<String> {
  private static final int HEAD = 4 * 1024;
  private static final int TAIL = 12 * 1024;
  private static final int LONGEST_LINE = 1024;

  private final StringBuilder head = new StringBuilder();
  private final Deque<String> tail = new ArrayDeque<>();
  private int tailLength;
  private long leftOut;

  @Override
  public boolean test(String line) {
    String shown = line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    if (tail.isEmpty() && head.length() + shown.length() < HEAD) {
      head.append(shown).append('\n');
      return true;
    }
    tail.addLast(shown);
    tailLength += shown.length() + 1;
    while (tailLength > TAIL) {
      tailLength -= tail.removeFirst().length() + 1;
      leftOut++;
    }
    return true;
  }

  /** All that is kept, without the last line end. */
  String text() {
    StringBuilder all = new StringBuilder(head);
    if (leftOut > 0) {
      all.append("... ").append(leftOut).append(" lines left out ...\n");
    }
    tail.forEach(line -> all.append(line).append('\n'));
    return all.toString().strip();
  }
}
