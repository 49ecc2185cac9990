package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of every place: with a wrong type, beside an unknown key, twice. */
class KeyTableTest {
  /** No key takes a list of lists. */
  private static final String WRONG = "[[]]";

  static List<Arguments> keys() {
    List<Arguments> keys = new ArrayList<>();
    for (Place place : Place.values()) {
      for (String key : place.keys) {
        keys.add(Arguments.of(place, key));
      }
    }
    return keys;
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aValueOfAWrongTypeIsToldWithItsPlace(Place place, String key) {
    String document = document(place, key + ": " + WRONG);
    List<String> lines = Reading.lines(document);
    assertTrue(
        lines.stream()
            .filter(line -> line.startsWith("pawl.yml:2:"))
            .anyMatch(line -> line.contains("'" + key + "'") && line.contains("must be")),
        () -> document + lines);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aMissingValueIsTold(Place place, String key) {
    List<String> lines = Reading.lines(document(place, key + ":"));
    assertTrue(lines.stream().anyMatch(line -> line.contains("nothing")), lines::toString);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anUnknownSiblingWithATypingErrorIsToldWithADidYouMean(Place place, String key) {
    String typo = key + "_";
    List<String> lines = Reading.lines(document(place, typo + ": x"));
    String expected = "did you mean '" + key + "'?";
    assertTrue(
        lines.stream()
            .anyMatch(line ->
                line.startsWith("pawl.yml:2:1: unknown key '" + typo + "' in ")
                    && line.endsWith(expected)),
        lines::toString);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theSameKeyTwiceIsTold(Place place, String key) {
    List<String> lines = Reading.lines(document(place, key + ": " + WRONG + ",\n" + key + ": x"));
    assertTrue(
        lines.stream()
            .anyMatch(line -> line.startsWith("pawl.yml:3:1: key '" + key + "' is there")),
        lines::toString);
  }

  /** A document whose second line begins with the field, in its place. */
  private static String document(Place place, String field) {
    String job = "jobs: { b: { run: x }, a: { ";
    return switch (place) {
      case TOP -> "{\n" + field + "\n}";
      case WORKFLOW -> "workflows: { w: {\n" + field + "\n} }";
      case DEFAULTS -> "workflows: { w: { jobs: {}, defaults: {\n" + field + "\n} } }";
      case JOB -> "jobs: { b: { run: x }, a: {\n" + field + "\n} }";
      case RETRIES -> job + "run: x, retries: {\n" + field + "\n} } }";
      case CONDITION -> job + "run: x, skip: [{\n" + field + "\n}] } }";
      case FOREACH -> job + "run: x, foreach: {\n" + field + "\n} } }";
      case ON -> "workflows: { w: { jobs: {}, on: {\n" + field + "\n} } }";
      case RUN -> job + "run: {\n" + field + "\n} } }";
      case AGENT -> "{ jobs: {}, agents: { a: {\n" + field + "\n} } }";
      case PIPELINE -> "pipelines: { p: {\n" + field + "\n} }";
      case PHASE -> "pipelines: { p: { phases: [{\n" + field + "\n}] } }";
      case LOG, PROJECT, GUARDRAILS, EXECUTION, AGENTS -> {
        String section = place.name().toLowerCase(Locale.ROOT);
        yield "{ jobs: {}, " + section + ": {\n" + field + "\n} }";
      }
    };
  }
}
