package dev.pawl.e2e.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for readers, against words counted in Java. */
class LicencesTest {
  private static final List<String> NAMES =
      List.of("Apache-2.0", "Artistic", "GPL-2", "GPL-3", "LGPL-2.1");

  @TempDir Path folder;
  private Example example;

  @BeforeEach
  void copies() throws IOException {
    example = Example.copy("licences", folder);
  }

  @Test
  void frequenciesAndLikenessAreRight() throws Exception {
    example.succeed();

    for (String name : NAMES) {
      Set<String> expected = new HashSet<>();
      counts(name).forEach((word, count) -> expected.add(count + "," + word));
      List<String> found = example.lines("out/frequency/" + name + ".csv");
      assertEquals(expected, new HashSet<>(found), name);
      assertEquals(expected.size(), found.size(), name);
    }
    assertEquals(alike(), new HashSet<>(example.lines("out/alike.csv")));
    String best = example.lines("out/alike.csv").get(0).replaceFirst(",", " and ").split(",")[0];
    assertTrue(example.text("out/report.md").contains(best + " are most alike"));
  }

  @Test
  void wordOfTheConcordanceComesFromTheCommandLine() throws Exception {
    example.succeed("--env", "WORD=patent", "--job", "concordance");

    List<String> places = example.lines("out/concordance.txt");
    long expected = 0;
    for (String name : NAMES) {
      expected += counts(name).getOrDefault("patent", 0L);
    }
    assertTrue(expected > 10, "too few to tell: " + expected);
    assertEquals(expected, places.size());
    assertTrue(places.stream().allMatch(place -> place.contains("PATENT")), places.toString());
    assertTrue(example.names("out", "alike.csv").isEmpty(), "not asked for");
  }

  private static Map<String, Long> counts(String name) throws IOException {
    Path file = Path.of("/usr/share/common-licenses", name);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    return Arrays.stream(text.split("[^a-z]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static Set<String> alike() throws IOException {
    Set<String> lines = new HashSet<>();
    for (String a : NAMES) {
      for (String b : NAMES.subList(NAMES.indexOf(a) + 1, NAMES.size())) {
        Set<String> both = new HashSet<>(counts(a).keySet());
        Set<String> either = new HashSet<>(both);
        both.retainAll(counts(b).keySet());
        either.addAll(counts(b).keySet());
        double percent = 100.0 * both.size() / either.size();
        lines.add("%s,%s,%.1f".formatted(a, b, percent));
      }
    }
    return lines;
  }
}
