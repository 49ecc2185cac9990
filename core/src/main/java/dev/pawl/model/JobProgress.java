package dev.pawl.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a job says it is, in a line of the file that {@code $PAWL_PROGRESS} names:
 *
 * <pre>
 * 523/1000
 * 523/1000 message
 * anything else: a message alone; so are 5/0 and 7/5, which count nothing
 * </pre>
 *
 * @param done of {@code total}
 * @param total 0 when nothing is counted
 * @param message one line without control characters; may be empty when something is counted
 */
public record JobProgress(long done, long total, String message) {
  private static final int LONGEST = 200;
  private static final Pattern COUNT =
      Pattern.compile("(\\d{1,18})\\s*/\\s*(\\d{1,18})(?:\\s+(.*))?");

  /** What a terminal obeys (ECMA-48): CSI and its parameters, strings like titles, short forms. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "\u001b(?:\\[[0-?]*[ -/]*[@-~]?"
              + "|[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?"
              + "|[ -/]*[0-~])?");

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

  public JobProgress {
    if (done < 0 || done > total || total == 0 && message.isEmpty()) {
      throw new IllegalArgumentException("progress is %d of %d".formatted(done, total));
    }
  }

  /** So many are done. */
  public static JobProgress of(long done, long total) {
    return new JobProgress(done, total, "");
  }

  /** What a line tells, without what a terminal would obey; empty when that is nothing. */
  public static Optional<JobProgress> parse(String line) {
    String text = CONTROLS.matcher(SEQUENCE.matcher(line).replaceAll("")).replaceAll(" ").strip();
    Matcher count = COUNT.matcher(text);
    if (count.matches()) {
      long done = Long.parseLong(count.group(1));
      long total = Long.parseLong(count.group(2));
      if (total > 0 && done <= total) {
        String message = count.group(3);
        return Optional.of(
            new JobProgress(done, total, message == null ? "" : cut(message.strip())));
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(new JobProgress(0, 0, cut(text)));
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST - 3)) + "...";
  }

  /** Whether it says how many of how many. */
  public boolean isCounted() {
    return total > 0;
  }

  /** For a reason: {@code at 523 of 1000: message}. */
  public String words() {
    if (!isCounted()) {
      return "at " + message;
    }
    return "at " + done + " of " + total + (message.isEmpty() ? "" : ": " + message);
  }

  /** The line: {@code 523/1000 message}. */
  @Override
  public String toString() {
    if (!isCounted()) {
      return message;
    }
    return done + "/" + total + (message.isEmpty() ? "" : " " + message);
  }
}
