package dev.pawl.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * The limits of size, with a ratchet: {@code size-exceptions.txt} beside this class lists what is
 * over a limit, one finding per line as this test prints it. An entry that is no longer over fails
 * the test too, so the list only shrinks.
 */
class SizeTest {
  private static final int METHOD_LINES = 50;
  private static final int FILE_LINES = 400;
  private static final int TEST_FILE_LINES = 600;
  private static final int PARAMETERS = 5;
  private static final int FEWEST_FILES = 20;

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void nothingOutgrowsItsLimitAndTheListOfExceptionsOnlyShrinks() throws IOException {
    List<Path> sources = sources();
    assertTrue(sources.size() >= FEWEST_FILES, () -> "only " + sources.size() + " files seen");

    Set<String> findings = new TreeSet<>();
    for (Path source : sources) {
      if (lines(source) > (isTest(source) ? TEST_FILE_LINES : FILE_LINES)) {
        findings.add("file " + name(source));
      }
    }
    findings.addAll(longMethods(sources.stream().filter(source -> !isTest(source)).toList()));

    assertEquals(
        String.join("\n", exceptions()),
        String.join("\n", findings),
        """
        over a limit (%d lines a method, %d a file, %d a test file, %d parameters); \
        left: size-exceptions.txt; right: what was found. Split what is new, remove what is gone.
        """
            .formatted(METHOD_LINES, FILE_LINES, TEST_FILE_LINES, PARAMETERS));
  }

  private static Set<String> longMethods(List<Path> sources) throws IOException {
    Set<String> findings = new TreeSet<>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      var task = (JavacTask) compiler.getTask(null, files, null, List.of(), null, units);
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        String file = name(Path.of(unit.getSourceFile().toUri()));
        new Methods(unit, positions, file, findings).scan(unit, null);
      }
    }
    return findings;
  }

  /** Collects the methods of one file that are too long or take too much. */
  private static final class Methods extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final String file;
    private final Set<String> findings;

    Methods(CompilationUnitTree unit, SourcePositions positions, String file, Set<String> into) {
      this.unit = unit;
      this.positions = positions;
      this.file = file;
      this.findings = into;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      String name = "%s %s/%d".formatted(file, method.getName(), method.getParameters().size());
      if (last - first + 1 > METHOD_LINES) {
        findings.add("method " + name);
      }
      if (method.getParameters().size() > PARAMETERS && !isRecordHeader(method)) {
        findings.add("parameters " + name);
      }
      return super.visitMethod(method, nothing);
    }

    /** A record's constructor repeats its header, which names the components and has no limit. */
    private boolean isRecordHeader(MethodTree method) {
      return method.getReturnType() == null
          && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : List.of("core", "app", "bench", "e2e")) {
      Path folder = ROOT.resolve(module).resolve("src");
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
        }
      }
    }
    return found;
  }

  private static Set<String> exceptions() throws IOException {
    try (var in = SizeTest.class.getResourceAsStream("size-exceptions.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static boolean isTest(Path source) {
    return name(source).contains("/src/test/");
  }

  private static String name(Path source) {
    return ROOT.relativize(source).toString();
  }
}
