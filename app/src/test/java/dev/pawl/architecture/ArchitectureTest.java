package dev.pawl.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Who may import whom: the only copy of the map. Think hard before a line changes here; a new
 * package needs a line, and a reason in ARCHITECTURE.md.
 *
 * <p>A name in a list allows that package alone; a name that ends in {@code ..} also what is below
 * it. Every package may use itself, {@code java.lang}, {@code java.util} and the annotations of
 * jspecify.
 */
class ArchitectureTest {
  private static final List<String> ALWAYS =
      List.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.util",
          "java.util.function",
          "java.util.stream",
          "java.util.regex",
          "org.jspecify.annotations");

  /** Packages whose result depends on their arguments only. */
  private static final Set<String> PURE =
      Set.of("dev.pawl.model", "dev.pawl.graph", "dev.pawl.run", "dev.pawl.backlog");

  private static final List<String> TIME = List.of("java.time", "java.time.format");
  private static final List<String> FILES =
      List.of(
          "java.io",
          "java.nio",
          "java.nio.channels",
          "java.nio.charset",
          "java.nio.file",
          "java.nio.file.attribute");
  private static final List<String> JSON = List.of("tools.jackson.core..");
  private static final List<String> YAML = List.of("org.snakeyaml.engine..");
  private static final List<String> THREADS = List.of("java.util.concurrent..");
  private static final List<String> DIGEST = List.of("java.security", "java.util.zip");
  private static final List<String> HASH = List.of("com.dynatrace.hash4j.hashing");

  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          line("dev.pawl.model", TIME),
          line("dev.pawl.graph", core("model")),
          line("dev.pawl.run", core("model", "graph", "backlog"), TIME),
          line("dev.pawl.backlog", core("model", "graph"), TIME),
          line("dev.pawl.posix", FILES, TIME, List.of("java.lang.foreign")),
          line(
              "dev.pawl.line",
              core("model", "posix"),
              TIME,
              FILES,
              JSON,
              THREADS,
              DIGEST,
              List.of("java.math")),
          line("dev.pawl.journal", core("model", "run", "backlog", "posix", "line"), TIME, FILES),
          line("dev.pawl.content", core("model", "posix"), TIME, FILES, THREADS, DIGEST, HASH),
          line(
              "dev.pawl.step",
              core("model", "posix", "line", "content", "process"),
              TIME,
              List.of("java.time.temporal"),
              FILES,
              THREADS),
          line("dev.pawl.item", core("model", "posix", "line"), TIME, FILES),
          line("dev.pawl.yaml", core("model"), FILES, YAML),
          line("dev.pawl.config", core("model", "graph", "backlog", "yaml"), TIME, FILES, JSON),
          line(
              "dev.pawl.backlog.file",
              core("model", "backlog", "yaml", "posix"),
              TIME,
              FILES,
              DIGEST),
          line(
              "dev.pawl.ledger",
              core("model", "line", "content", "step", "item", "process"),
              TIME,
              FILES,
              THREADS,
              List.of("sun.misc")),
          line("dev.pawl.process", core("model", "posix"), TIME, FILES, THREADS),
          line(
              "dev.pawl.work",
              core(
                  "model",
                  "backlog",
                  "backlog.file",
                  "yaml",
                  "git",
                  "agent",
                  "line",
                  "posix",
                  "journal",
                  "process"),
              TIME,
              List.of("java.time.temporal", "java.text"),
              FILES),
          line("dev.pawl.git", core("model", "posix", "content", "process"), TIME, FILES),
          line("dev.pawl.agent", core("backlog", "line", "process"), TIME, FILES),
          line(
              "dev.pawl.coordinator",
              List.of("dev.pawl.."),
              TIME,
              List.of("java.time.temporal"),
              FILES,
              THREADS,
              DIGEST),
          line("dev.pawl.app", List.of("dev.pawl.."), TIME, FILES, THREADS, List.of("sun.misc")),
          line("dev.pawl.app.cli", List.of("dev.pawl..", "picocli.."), TIME, FILES),
          line(
              "dev.pawl.app.console",
              core("model", "backlog", "run", "coordinator", "app.format"),
              TIME,
              FILES),
          line("dev.pawl.app.format", core("model", "graph", "run"), TIME, FILES),
          line(
              "dev.pawl.app.server",
              core("model", "backlog", "line", "journal", "posix", "coordinator"),
              TIME,
              FILES,
              THREADS,
              List.of("java.net", "jdk.net")));

  /** Lines for packages that may not be there yet. It only shrinks. */
  private static final Set<String> EXPECTED_LATER = Set.of("dev.pawl.coordinator");

  /** What an allow list by package lets through: sources of time, chance and surroundings. */
  private static final Set<String> IMPURE_TYPES =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.ScopedValue",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.Scanner",
          "java.util.SplittableRandom",
          "java.util.Timer",
          "java.util.TimerTask");

  /** Classes outside dev.pawl.posix and the like that may start a process; each with its reason. */
  private static final Set<String> MAY_USE_PROCESS_BUILDER = Set.of();

  private static final int FEWEST_CLASSES = 20;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/pawl/bench/"))
          .importPackages("dev.pawl");

  @Test
  void theClassesOfCoreAndAppAreSeen() {
    assertTrue(CLASSES.size() >= FEWEST_CLASSES, () -> "only " + CLASSES.size() + " classes seen");
    assertTrue(CLASSES.contain("dev.pawl.app.Main"), "no class of app seen");
    assertTrue(packages().contains("dev.pawl.model"), "no class of core seen");
  }

  @Test
  void everyPackageHasALineAndEveryLineAPackage() {
    assertEquals(Set.of(), minus(packages(), MAY_IMPORT.keySet()), "packages without a line");
    Set<String> missing = minus(MAY_IMPORT.keySet(), packages());
    assertEquals(Set.of(), minus(missing, EXPECTED_LATER), "lines without a package");
  }

  @Test
  void everyPackageIsExplainedAndNullMarked() {
    Set<String> marked =
        CLASSES.stream()
            .filter(c -> c.getSimpleName().equals("package-info"))
            .filter(c -> c.isAnnotatedWith(NullMarked.class))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    assertEquals(Set.of(), minus(packages(), marked), "packages without @NullMarked package-info");
  }

  @Test
  void importsPointDownOnly() {
    assertNone(
        dependencies(d -> !mayImport(d.getOriginClass(), d.getTargetClass())),
        "imports that the map does not allow");
  }

  @Test
  void thePureCoreSeesNoClockChanceThreadProcessOrEnvironment() {
    Stream<String> types =
        dependencies(
            d -> isPure(d.getOriginClass()) && IMPURE_TYPES.contains(d.getTargetClass().getName()));
    Stream<String> calls =
        CLASSES.stream()
            .filter(ArchitectureTest::isPure)
            .flatMap(c -> c.getAccessesFromSelf().stream())
            .filter(ArchitectureTest::isImpureCall)
            .map(JavaAccess::getDescription);
    assertNone(Stream.concat(types, calls), "impure code in a pure package");
  }

  @Test
  void processesAreStartedByPosixOnly() {
    assertNone(
        dependencies(d ->
            d.getTargetClass().getName().equals("java.lang.ProcessBuilder")
                && !MAY_USE_PROCESS_BUILDER.contains(d.getOriginClass().getName())),
        "uses of ProcessBuilder");
  }

  private static boolean isImpureCall(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    return switch (name) {
      case "now" -> owner.startsWith("java.time.");
      case "randomUUID" -> owner.equals("java.util.UUID");
      case "random" -> owner.equals("java.lang.Math") || owner.equals("java.lang.StrictMath");
      case "shuffle" -> owner.equals("java.util.Collections");
      default -> owner.equals("java.lang.System") && !SYSTEM_VALUES.contains(name);
    };
  }

  /** The members of System that are functions of their arguments. */
  private static final Set<String> SYSTEM_VALUES =
      Set.of("arraycopy", "identityHashCode", "lineSeparator");

  private static boolean isPure(JavaClass origin) {
    return PURE.contains(origin.getPackageName());
  }

  private static boolean mayImport(JavaClass origin, JavaClass target) {
    String from = origin.getPackageName();
    String to = target.getBaseComponentType().getPackageName();
    return to.isEmpty() // a primitive
        || to.equals(from)
        || Stream.concat(ALWAYS.stream(), MAY_IMPORT.getOrDefault(from, List.of()).stream())
            .anyMatch(allowed -> covers(allowed, to));
  }

  private static boolean covers(String allowed, String name) {
    if (!allowed.endsWith("..")) {
      return name.equals(allowed);
    }
    String root = allowed.substring(0, allowed.length() - 2);
    return name.equals(root) || name.startsWith(root + ".");
  }

  private static Stream<String> dependencies(Predicate<Dependency> broken) {
    return CLASSES.stream()
        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
        .filter(broken)
        .map(Dependency::getDescription);
  }

  private static Set<String> packages() {
    return CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
  }

  private static Set<String> minus(Set<String> all, Set<String> without) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  private static void assertNone(Stream<String> violations, String title) {
    Set<String> found = violations.collect(Collectors.toCollection(TreeSet::new));
    if (!found.isEmpty()) {
      fail(title + ":\n  " + String.join("\n  ", found));
    }
  }

  private static List<String> core(String... names) {
    return Stream.of(names).map(name -> "dev.pawl." + name).toList();
  }

  @SafeVarargs
  private static Map.Entry<String, List<String>> line(String name, List<String>... allowed) {
    List<String> all = new ArrayList<>();
    for (List<String> some : allowed) {
      all.addAll(some);
    }
    return Map.entry(name, all);
  }
}
