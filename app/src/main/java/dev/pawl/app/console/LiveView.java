package dev.pawl.app.console;

import dev.pawl.app.console.LiveArea.Line;
import dev.pawl.app.format.DisplayWidth;
import dev.pawl.app.format.Palette;
import dev.pawl.app.format.Palette.Tone;
import dev.pawl.model.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The live rows: one for each running job, and a bar over the whole run. */
final class LiveView {
  private static final int BAR = 24;
  private static final int ITEMS_BAR = 12;
  private static final int ROOM_BESIDE_BAR = 30;
  private static final int LONGEST_NAME = 24;
  private static final long RATE_AFTER_NANOS = 2_000_000_000L;
  private static final double SLOW = 0.1;
  private static final String GAP = "  ";

  private final Palette palette;

  LiveView(Palette palette) {
    this.palette = palette;
  }

  /** The lines for a terminal that is so wide; none is wider. */
  List<Line> lines(Progress.Snapshot now, int running, int columns) {
    int width = 0;
    for (Progress.Row row : now.rows()) {
      width = Math.max(width, Math.min(LONGEST_NAME, row.job().value().length()));
    }
    List<Line> lines = new ArrayList<>();
    for (Progress.Row row : now.rows()) {
      lines.add(row(row, width, columns - 1));
    }
    int more = running - now.rows().size();
    if (more > 0) {
      lines.add(plain("  and " + more + " more running", columns - 1));
    }
    lines.add(bar(now, running, columns - 1));
    return lines;
  }

  private Line row(Progress.Row row, int width, int columns) {
    String name = DisplayWidth.cut(row.job().value(), width);
    String head =
        DisplayWidth.cut(
            "  "
                + name
                + " ".repeat(width - name.length())
                + String.format(Locale.ROOT, "  %7s  ", elapsed(row.nanos())),
            columns);
    String items = row.items().map(one -> items(one, columns) + "  ").orElse("");
    int room = Math.max(0, columns - DisplayWidth.of(head));
    String said = said(row, room - DisplayWidth.of(items));
    String rest = DisplayWidth.cut(items + said, room);
    return new Line(head + rest, head + palette.paint(Tone.FAINT, rest));
  }

  /** What a job said with its progress, then its last line; half of the room for each at least. */
  private static String said(Progress.Row row, int room) {
    String message = SafeText.line(row.message(), false);
    String line = SafeText.line(row.line(), false).replace('\t', ' ');
    if (message.isEmpty() || line.isEmpty()) {
      return message + line;
    }
    int most = Math.max(room / 2, room - GAP.length() - DisplayWidth.of(line));
    return DisplayWidth.cut(message, most) + GAP + line;
  }

  /** Of a run whose jobs are added as it goes on nobody knows how many there will be. */
  private Line bar(Progress.Snapshot now, int running, int columns) {
    StringBuilder text = new StringBuilder();
    boolean open = now.total() == 0;
    if (!open && columns > BAR + ROOM_BESIDE_BAR) {
      bar(text, BAR, now.done(), now.total());
    }
    text.append(now.done());
    text.append(open ? " done" : "/" + now.total() + " jobs");
    if (now.failed() > 0) {
      text.append(", ").append(now.failed()).append(" failed");
    }
    text.append(", ").append(running).append(" running");
    if (!open && now.nanos() > RATE_AFTER_NANOS && now.done() > 0) {
      text.append(rate(now.done() * 1e9 / now.nanos()));
    }
    text.append(", ").append(elapsed(now.nanos()));
    String plain = DisplayWidth.cut(text.toString(), columns);
    return new Line(plain, palette.paint(now.failed() > 0 ? Tone.BAD : Tone.BUSY, plain));
  }

  private static void bar(StringBuilder text, int width, long done, long total) {
    int filled = total == 0 ? width : (int) ((double) width * done / total);
    String tip = filled < width ? ">" : "";
    text.append('[').repeat('=', filled).append(tip);
    text.repeat(' ', width - filled - tip.length()).append("] ");
  }

  private static String rate(double rate) {
    if (rate < SLOW) {
      return String.format(Locale.ROOT, ", %.1f/min", rate * 60);
    }
    return String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %.0f/s", rate);
  }

  /** For example {@code [=====> ] 523/1000, 42/s, 11.4 s left}. */
  private static String items(Progress.Items items, int columns) {
    StringBuilder text = new StringBuilder();
    if (columns > ITEMS_BAR + ROOM_BESIDE_BAR + LONGEST_NAME) {
      bar(text, ITEMS_BAR, items.done(), items.total());
    }
    text.append(items.done()).append('/').append(items.total());
    if (items.rate() > 0) {
      text.append(rate(items.rate()));
    }
    items
        .left()
        .ifPresent(left -> text.append(", ").append(Sentences.duration(left)).append(" left"));
    return text.toString();
  }

  private static Line plain(String text, int columns) {
    String cut = DisplayWidth.cut(text, columns);
    return new Line(cut, cut);
  }

  private static String elapsed(long nanos) {
    return Sentences.duration(Duration.ofNanos(nanos));
  }
}
