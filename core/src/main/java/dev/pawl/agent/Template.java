package dev.pawl.agent;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with places: {@code {{name}}} stands for a value. There is no logic, and a value is never
 * looked at again, whatever is in it. A line that holds nothing but one place whose value is empty
 * goes away, with the empty line after it.
 */
record Template(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{\\{ *([^{}\\n]*?) *}}");
  private static final Pattern ALONE =
      Pattern.compile("^" + PLACE.pattern() + "\\r?\\n(?:\\r?\\n)?", Pattern.MULTILINE);

  /** The names in it that are not among some. */
  Set<String> unknown(Set<String> known) {
    return PLACE
        .matcher(text)
        .results()
        .map(place -> place.group(1))
        .filter(name -> !known.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The text with all values in their places.
   *
   * @param values for every name in it
   */
  String with(Map<String, String> values) {
    StringBuilder all = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    Matcher alone = ALONE.matcher(text).useAnchoringBounds(false);
    int done = 0;
    while (place.find(done)) {
      String value = Objects.requireNonNull(values.get(place.group(1)), place.group());
      boolean gone = value.isEmpty() && alone.region(place.start(), text.length()).lookingAt();
      all.append(text, done, place.start()).append(value);
      done = gone ? alone.end() : place.end();
    }
    return all.append(text, done, text.length()).toString();
  }
}
