package dev.pawl.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Turns what the YAML parser says into one problem with place and remedy. */
final class SyntaxProblem {
  private SyntaxProblem() {}

  static void report(YamlEngineException e, String text, Problems problems) {
    if (e instanceof MarkedYamlEngineException marked) {
      report(marked, text, problems);
    } else if (e instanceof ReaderException reader) {
      int at = firstUnprintable(text, reader.getCodePoint());
      TextPlace place = TextPlace.of(text, at);
      String code = String.format("U+%04X", reader.getCodePoint());
      problems.add(
          place.line(),
          place.column(),
          "the character " + code + " cannot stand in YAML",
          "remove it, or write it as an escape in double quotes");
    } else {
      problems.add(1, 1, "not valid YAML: " + e.getMessage(), "");
    }
  }

  private static void report(MarkedYamlEngineException e, String text, Problems problems) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    String problem = String.valueOf(e.getProblem());
    String context = String.valueOf(e.getContext());
    int offset =
        mark.map(m -> text.offsetByCodePoints(0, Math.min(m.getIndex(), codePoints(text))))
            .orElse(0);
    if (problem.contains("TAB") || isTab(text, offset)) {
      problems.add(line, column, "a tab cannot indent or separate here", "use spaces");
      return;
    }
    problems.add(
        line, column, "not valid YAML: " + sentence(problem, context), remedy(problem, context));
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isTab(String text, int offset) {
    return offset < text.length() && text.charAt(offset) == '\t';
  }

  private static String sentence(String problem, String context) {
    String about = context.equals("null") || context.isEmpty() ? "" : " " + context;
    return problem.strip() + about;
  }

  private static String remedy(String problem, String context) {
    if (problem.contains("mapping values are not allowed")) {
      return "put a value that contains ': ' in quotes, or check the indentation";
    }
    if (problem.contains("expected <block end>")
        || problem.contains("could not find expected ':'")) {
      return "check the indentation of this line and the one above; a key needs ': '";
    }
    if (context.contains("quoted scalar")) {
      return "close the quotes";
    }
    if (context.contains("flow sequence")) {
      return "close the list with ']' and separate its entries with ','";
    }
    if (context.contains("flow mapping")) {
      return "close the map with '}' and separate its entries with ','";
    }
    if (problem.contains("cannot start any token")) {
      return "put the value in quotes";
    }
    return "put texts with special characters in quotes";
  }

  private static int firstUnprintable(String text, int codePoint) {
    int at = text.indexOf(codePoint);
    return at < 0 ? 0 : at;
  }
}
