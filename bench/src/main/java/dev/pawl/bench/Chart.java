package dev.pawl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines over two logarithmic axes, as SVG. */
final class Chart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int MARGIN = 56;
  private static final List<String> COLORS = List.of("#0b6e4f", "#b5651d", "#35478c");

  private final String across;
  private final String up;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String name, List<Point> points) {}

  /** A place in the chart; one without a figure is left out. */
  record Point(double x, Figure y) {}

  /** Whole powers of ten that hold all values. */
  private record Axis(int low, int high, int from, int to) {
    static Axis of(List<Double> values, int from, int to) {
      double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
      double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(10);
      int low = (int) Math.floor(Math.log10(least) + 1e-9);
      return new Axis(low, Math.max(low + 1, (int) Math.ceil(Math.log10(most) - 1e-9)), from, to);
    }

    double at(double value) {
      return from + (Math.log10(value) - low) / (high - low) * (to - from);
    }
  }

  /** Without lines; the names of the axes. */
  Chart(String across, String up) {
    this.across = across;
    this.up = up;
  }

  void line(String name, List<Point> points) {
    lines.add(new Line(name, points.stream().filter(point -> point.y().isKnown()).toList()));
  }

  String svg() {
    List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
    Axis x = Axis.of(all.stream().map(Point::x).toList(), MARGIN, WIDTH - MARGIN);
    Axis y = Axis.of(all.stream().map(p -> p.y().value()).toList(), HEIGHT - MARGIN, MARGIN / 2);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    for (int power = x.low; power <= x.high; power++) {
      double at = x.at(Math.pow(10, power));
      svg.append(rule(at, y.from, at, y.to)).append(text(at, y.from + 18, "middle", tick(power)));
    }
    for (int power = y.low; power <= y.high; power++) {
      double at = y.at(Math.pow(10, power));
      svg.append(rule(x.from, at, x.to, at)).append(text(x.from - 6, at + 4, "end", tick(power)));
    }
    svg.append(text((x.from + x.to) / 2.0, HEIGHT - 14, "middle", across));
    svg.append(text(14, y.to + 4, "start", up));
    for (int i = 0; i < lines.size(); i++) {
      svg.append(drawn(lines.get(i), x, y, COLORS.get(i % COLORS.size()), i));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String drawn(Line line, Axis x, Axis y, String color, int place) {
    String points =
        line.points().stream()
            .map(p -> number(x.at(p.x())) + "," + number(y.at(p.y().value())))
            .collect(Collectors.joining(" "));
    String path =
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
            .formatted(points, color);
    String name =
        "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n"
            .formatted(x.from + 12, y.to + 18 + 16 * place, color, line.name());
    return path + name;
  }

  private static String rule(double x1, double y1, double x2, double y2) {
    return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#d0d0d0\"/>\n"
        .formatted(number(x1), number(y1), number(x2), number(y2));
  }

  private static String text(double x, double y, String anchor, String words) {
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
        .formatted(number(x), number(y), anchor, words);
  }

  private static String tick(int power) {
    return power >= 0
        ? String.format(Locale.ROOT, "%,.0f", Math.pow(10, power))
        : String.format(Locale.ROOT, "%s", Math.pow(10, power));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
