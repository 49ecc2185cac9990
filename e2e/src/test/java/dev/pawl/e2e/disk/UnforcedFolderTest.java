package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.disk.Operation.Forced;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process was killed when it had made a folder, and before it could force its name: all that is
 * forced in there later would be lost with it.
 */
class UnforcedFolderTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {".pawl", ".pawl/runs", ".pawl/items", ".pawl/items/default"})
  void itsNameIsForcedBeforeAnythingInIt(String folder) throws Exception {
    Graph graph = new Graph(List.of(new Graph.Job("a", Graph.Kind.LOOP).over("x")));
    Scene scene = Scene.in(temp, graph.config(""));
    Files.createDirectories(scene.project().folder().resolve(folder));

    List<Operation> operations = scene.record("run").operations();

    String parent = Objects.toString(Path.of(folder).getParent(), "");
    int name = first(operations, path -> path.equals(parent));
    int inside = first(operations, path -> path.equals(folder) || path.startsWith(folder + "/"));
    assertTrue(name < inside, operations.toString());
  }

  private static int first(List<Operation> operations, Predicate<String> forced) {
    for (int at = 0; at < operations.size(); at++) {
      if (operations.get(at) instanceof Forced(String path, _) && forced.test(path)) {
        return at;
      }
    }
    throw new AssertionError("it was not forced: " + operations);
  }
}
