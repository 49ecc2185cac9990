package dev.pawl.process;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The line of /proc/PID/stat.
 *
 * <pre>
 * 4711 (sh) S 4700 4711 4711 0 -1 4194560 ... 20 0 1 0 8812345 ...
 * pid  name state ppid pgrp session          threads  start
 * </pre>
 *
 * <p>The name may contain anything, also ") "; what follows the last ")" is numbers.
 */
final class StatLine {
  private static final int FLAGS = 9;
  private static final int THREADS = 20;
  private static final int START = 22;
  private static final int ENVIRONMENT_END = 51;

  private StatLine() {}

  static @Nullable ProcEntry parse(byte[] line, int length) {
    int open = indexOf(line, length, (byte) '(');
    int close = lastIndexOf(line, length, (byte) ')');
    if (open < 0 || close < open || close + 2 >= length) {
      return null;
    }
    return new ProcEntry(
        number(line, 0, length),
        new String(line, open + 1, close - open - 1, StandardCharsets.UTF_8),
        (char) line[close + 2],
        field(line, length, close, 4),
        field(line, length, close, 5),
        field(line, length, close, 6),
        field(line, length, close, FLAGS),
        field(line, length, close, THREADS),
        field(line, length, close, START));
  }

  static long startTicks(byte[] line, int length) {
    int close = lastIndexOf(line, length, (byte) ')');
    return close < 0 ? -1 : field(line, length, close, START);
  }

  /** Whether its new program is being loaded: it has a group, is no zombie, and no environment. */
  static boolean isInExec(byte[] line, int length) {
    int close = lastIndexOf(line, length, (byte) ')');
    return close >= 0
        && close + 2 < length
        && line[close + 2] != 'Z'
        && field(line, length, close, 5) != 0
        && field(line, length, close, ENVIRONMENT_END) == 0;
  }

  /** Fields count from 1; the state, number 3, is the first after the name. */
  private static long field(byte[] line, int length, int close, int field) {
    int at = close + 2;
    for (int current = 3; current < field; current++) {
      while (at < length && line[at] != ' ') {
        at++;
      }
      at++;
    }
    return number(line, at, length);
  }

  private static long number(byte[] line, int from, int length) {
    long number = 0;
    int at = from;
    while (at < length && line[at] >= '0' && line[at] <= '9') {
      number = number * 10 + line[at++] - '0';
    }
    return number;
  }

  private static int indexOf(byte[] line, int length, byte wanted) {
    for (int i = 0; i < length; i++) {
      if (line[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int lastIndexOf(byte[] line, int length, byte wanted) {
    int i = length - 1;
    while (i >= 0 && line[i] != wanted) {
      i--;
    }
    return i;
  }
}
