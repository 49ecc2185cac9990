package dev.pawl.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the public types allow, and what they do not. */
@DisplayName("L32 no public type lets a caller write complete, or leave a step unmarked")
class ApiTest {
  private static final int FEWEST_TYPES = 15;

  private static List<Class<?>> publicTypes() throws Exception {
    Path classes =
        Path.of(Ledger.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("dev/pawl/ledger");
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName("dev.pawl.ledger." + name);
        if (isVisible(type)) {
          found.add(type);
        }
      }
    }
    assertTrue(found.size() >= FEWEST_TYPES, found::toString);
    return found;
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isVisible(outer));
  }

  private static Stream<Executable> visible(Class<?> type) {
    Stream<Executable> all =
        Stream.concat(
            Arrays.stream(type.getDeclaredConstructors()),
            Arrays.stream(type.getDeclaredMethods()));
    return all.filter(member ->
        (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
            && !member.isSynthetic());
  }

  @Test
  void noSignatureNamesATypeOfAnotherPackageOfPawl() throws Exception {
    Set<String> foreign = new TreeSet<>();
    for (Class<?> type : publicTypes()) {
      visible(type)
          .filter(member -> types(member).anyMatch(ApiTest::isForeign))
          .forEach(member -> foreign.add(member.toString()));
      for (Class<?> above : type.getInterfaces()) {
        if (isForeign(above)) {
          foreign.add(type + " implements " + above);
        }
      }
      Arrays.stream(type.getFields())
          .filter(field -> isForeign(field.getGenericType()))
          .forEach(field -> foreign.add(field.toString()));
    }
    assertEquals(Set.of(), foreign);
  }

  private static Stream<Type> types(Executable member) {
    Stream<Type> parameters =
        Stream.concat(
            Arrays.stream(member.getGenericParameterTypes()),
            Arrays.stream(member.getGenericExceptionTypes()));
    return member instanceof Method method
        ? Stream.concat(parameters, Stream.of(method.getGenericReturnType()))
        : parameters;
  }

  private static boolean isForeign(Type type) {
    return type.getTypeName().matches(".*dev\\.pawl\\.(?!ledger\\.).*");
  }

  @Test
  void onlyAStepThatRunsYieldsWorkAndOnlyWorkYieldsItems() throws Exception {
    for (Class<?> type : List.of(Work.class, Items.class, Step.class, Ledger.class)) {
      for (Constructor<?> made : type.getDeclaredConstructors()) {
        assertTrue(!Modifier.isPublic(made.getModifiers()), made::toString);
        assertTrue(!Modifier.isProtected(made.getModifiers()), made::toString);
      }
      assertTrue(Modifier.isFinal(type.getModifiers()), type::toString);
    }
    Set<String> sources = new TreeSet<>();
    for (Class<?> type : publicTypes()) {
      visible(type)
          .filter(Method.class::isInstance)
          .map(Method.class::cast)
          .filter(m -> Set.of(Work.class, Items.class, Step.class).contains(m.getReturnType()))
          .filter(m -> m.getReturnType() != Step.class || type != Step.class)
          .forEach(m -> sources.add(type.getSimpleName() + "." + m.getName()));
    }
    assertEquals(Set.of("Ledger.step", "Work.items"), sources);
  }

  @Test
  void noMethodMarksAnythingAsComplete() throws Exception {
    Set<String> verbs = new TreeSet<>();
    for (Class<?> type : publicTypes()) {
      visible(type)
          .filter(Method.class::isInstance)
          .map(Method.class::cast)
          .filter(
              m -> m.getName().toLowerCase(Locale.ROOT).matches(".*(complete|mark|done|seal).*"))
          .filter(m -> m.getReturnType() == void.class || m.getReturnType() == type)
          .forEach(m -> verbs.add(m.toString()));
    }
    assertEquals(Set.of(), verbs);
  }

  @Test
  void theRightOrderCompiles() {
    assertEquals(
        List.of(),
        problems(
            """
            Outcome<Integer> outcome = ledger.step("a").run(work -> {
              work.items(java.util.List.of("x"), name -> name).each(2, name -> {});
              return 1;
            });
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ledger.step(\"a\").complete();",
        "ledger.step(\"a\").run(work -> { work.complete(); return 1; });",
        "ledger.step(\"a\").run(work -> { });",
        "ledger.step(\"a\").run(work -> { if (work.stop().isRequested()) { return 1; } });",
        "new Work(null, null, null, null);",
        "Work work = ledger.step(\"a\").start();",
        "new Items<String>(null, null, null, null);",
        "new StopRequestedException(\"x\", null);",
        "new StopToken(null);",
        "StopToken.none().request(\"x\");",
        "class Mine extends Ledger {}",
        "class Mine implements Content {}",
        "class Mine implements Outcome<String> { }",
        "new StopSource() { @Override public void request(String why) {} };",
        "String value = ledger.step(\"a\").run(work -> \"x\");",
        "switch (ledger.step(\"a\").run(w -> 1)) { case Outcome.Completed<Integer> c -> {} }",
      })
  void theWrongOneDoesNot(String statement) {
    assertTrue(!problems(statement).isEmpty(), () -> "compiles: " + statement);
  }

  /** What the compiler has against a statement. */
  private static List<String> problems(String statement) {
    String source =
        "import dev.pawl.ledger.*;\nclass Host {\n  void host(Ledger ledger) throws Exception {\n"
            + statement
            + "\n  }\n}\n";
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Host.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean lenient) {
            return source;
          }
        };
    List<String> options =
        List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
    ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, found, withAnalysis(options), null, List.of(file))
        .call();
    return List.copyOf(found.getDiagnostics()).stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .map(problem -> problem.getMessage(Locale.ROOT))
        .toList();
  }

  /** Compiles up to the analysis of flow, and writes no class. */
  private static List<String> withAnalysis(List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.add("-XDshould-stop.ifNoError=FLOW");
    return all;
  }
}
