package dev.pawl.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the guide of the library true: what it shows as Java compiles against the public API. */
class LibraryDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/library.md");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\n(.*?)^```$");

  /** What the guide takes as given around its snippets. */
  private static final String SURROUNDINGS =
      """
      package reader;

      import dev.pawl.ledger.*;
      import java.nio.file.Path;
      import java.util.List;

      abstract class Snippet {
        record Page(String name) {}

        Path project;
        String url;
        List<Page> pages;
        Work work;

        abstract int download(String url, Work work) throws Exception;

        abstract void download(Page page) throws Exception;

        void snippet() throws Exception {
      %s
        }
      }
      """;

  @TempDir private Path classes;

  @Test
  void everySnippetCompiles() throws Exception {
    List<String> snippets =
        JAVA.matcher(Files.readString(DOCUMENT)).results().map(found -> found.group(1)).toList();
    assertEquals(3, snippets.size(), "snippets in " + DOCUMENT);
    for (String snippet : snippets) {
      assertEquals(List.of(), problems(SURROUNDINGS.formatted(closed(snippet))), snippet);
    }
  }

  @Test
  void aSnippetThatIsWrongIsFound() {
    List<String> problems = problems(SURROUNDINGS.formatted("work.complete();"));
    assertTrue(problems.toString().contains("complete()"), problems.toString());
  }

  /** A snippet may show the beginning of a block only. */
  private static String closed(String snippet) {
    long open = snippet.chars().filter(c -> c == '{').count();
    long shut = snippet.chars().filter(c -> c == '}').count();
    return snippet + "}".repeat((int) (open - shut));
  }

  private List<String> problems(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    compiler.getTask(null, null, found, options, null, List.of(new Source(source))).call();
    return found.getDiagnostics().stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .map(problem -> problem.getMessage(Locale.ROOT))
        .toList();
  }

  /** A source that is in no file. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///reader/Snippet.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
