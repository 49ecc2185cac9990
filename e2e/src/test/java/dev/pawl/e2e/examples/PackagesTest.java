package dev.pawl.e2e.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example for people with data, against what dpkg itself says. Both read one copy of the
 * database, because someone may install packages meanwhile.
 */
class PackagesTest {
  private static final String FORMAT =
      "${db:Status-Status}|${Package}|${Section}|${Installed-Size}|${Pre-Depends}|${Depends}\n";

  @TempDir Path folder;
  private Example example;
  private List<Installed> installed;
  private String source;

  /** One package, as dpkg-query tells it. */
  private record Installed(String name, String section, long kib, Set<String> needs) {
    static Installed of(String line) {
      String[] fields = line.split("\\|", 6);
      String[] section = fields[2].split("/");
      String size = fields[3].isEmpty() ? "0" : fields[3];
      Set<String> needs =
          Arrays.stream((fields[4] + "," + fields[5]).split("[,|]"))
              .map(need -> need.strip().split("[ :(]")[0])
              .filter(need -> !need.isEmpty() && !need.equals(fields[1]))
              .collect(Collectors.toSet());
      String last = section[section.length - 1];
      return new Installed(fields[1], last.isEmpty() ? "none" : last, Long.parseLong(size), needs);
    }
  }

  @BeforeEach
  void runsOnce() throws Exception {
    Path status = Path.of("/var/lib/dpkg/status");
    Assumptions.assumeTrue(Files.exists(status), "no Debian");
    Path database = Files.createDirectory(folder.resolve("dpkg"));
    source = "SOURCE=" + Files.copy(status, database.resolve("status"));
    example = Example.copy("packages", folder);
    example.succeed("--env", source);
    installed =
        example.ask("dpkg-query", "--admindir", database.toString(), "-W", "-f", FORMAT).stream()
            .filter(line -> line.startsWith("installed|"))
            .map(Installed::of)
            .toList();
  }

  @Test
  void tablesAreWhatDpkgSays() throws Exception {
    assertEquals(sections(), new HashSet<>(example.lines("out/sections.csv")));
    assertEquals(needed(), new HashSet<>(example.lines("out/needed.csv")));
    assertEquals(largest(), example.lines("out/largest.csv"));
  }

  @Test
  void reportNamesTheSumAndEverySectionByItsTitle() throws Exception {
    long mib = installed.stream().mapToLong(Installed::kib).sum() / 1024;
    String report = example.text("out/report.md");

    assertTrue(report.contains(installed.size() + " packages, " + mib + " MiB."), report);
    assertTrue(report.contains("| Libraries | "), report);
    assertEquals(sections().size(), report.lines().filter(l -> l.startsWith("| ")).count() - 1);
    assertTrue(report.contains("1. " + example.lines("out/largest.csv").get(0).split(",")[0]));
  }

  @Test
  void busyServerIsAskedThreeTimesAndEachAttemptKeepsItsLog() throws Exception {
    assertEquals("503 busy, attempt 1\n", log("titles.log"));
    assertEquals("503 busy, attempt 2\n", log("titles@2.log"));
    assertEquals(example.text("titles.tsv"), example.text("out/titles.tsv"));
  }

  @Test
  void secondRunGivesTheSameReport() throws Exception {
    String first = example.text("out/report.md");
    example.succeed("-j", "1", "--env", source);

    assertEquals(first, example.text("out/report.md"));
  }

  private Set<String> sections() {
    Map<String, List<Installed>> bySection =
        installed.stream().collect(Collectors.groupingBy(Installed::section));
    Set<String> lines = new HashSet<>();
    bySection.forEach((section, members) -> {
      long kib = members.stream().mapToLong(Installed::kib).sum();
      lines.add(section + "," + members.size() + "," + kib);
    });
    return lines;
  }

  private Set<String> needed() {
    Set<String> names = installed.stream().map(Installed::name).collect(Collectors.toSet());
    Map<String, Integer> counts = new TreeMap<>();
    for (Installed one : installed) {
      for (String need : one.needs()) {
        if (names.contains(need)) {
          counts.merge(need, 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + "," + entry.getValue())
        .collect(Collectors.toSet());
  }

  private List<String> largest() {
    List<Installed> sorted = new ArrayList<>(installed);
    sorted.sort(Comparator.comparingLong(Installed::kib).reversed().thenComparing(Installed::name));
    return sorted.stream().limit(10).map(one -> one.name() + "," + one.kib()).toList();
  }

  private String log(String name) throws IOException {
    List<String> runs = example.names(".pawl/runs", "");
    assertEquals(1, runs.size(), runs.toString());
    return example.text(".pawl/runs/" + runs.get(0) + "/logs/" + name);
  }
}
