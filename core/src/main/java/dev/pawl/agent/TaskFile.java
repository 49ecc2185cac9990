package dev.pawl.agent;

import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.Pool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of the project with instructions, as it goes into a prompt. */
public sealed interface TaskFile {
  /** Larger files are named, not included: agents read them in pieces. */
  int MOST_INCLUDED = 64 << 10;

  /** Relative to the project. */
  String path();

  /** What is in it. */
  record Included(String path, String text) implements TaskFile {}

  /** One that the agent reads itself: it is large, or no text. */
  record Named(String path, String why) implements TaskFile {}

  /** One that is not there, or cannot be read. */
  record Missing(String path, String why) implements TaskFile {}

  /** The file of that path as it is now. */
  static TaskFile read(Path project, String path) {
    Path file = project.resolve(path);
    if (!Files.isRegularFile(file)) {
      return new Missing(
          path, Files.exists(file) ? "it is no plain file" : "there is no such file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_INCLUDED + 1);
      return bytes.length > MOST_INCLUDED
          ? new Named(path, "%d KB".formatted(Files.size(file) >> 10))
          : new Included(path, text(bytes));
    } catch (CharacterCodingException e) {
      return new Named(path, "no UTF-8 text");
    } catch (IOException e) {
      return new Missing(path, "it cannot be read: " + e.getMessage());
    }
  }

  /**
   * What is wrong with the instructions of some pipelines, to be told before work starts: for
   * example {@code pipeline 'feature', phase 'build': docs/build.md: there is no such file}.
   */
  static List<String> problems(Path project, Iterable<Pipeline> pipelines) {
    List<String> problems = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      for (Pool pool : Pool.values()) {
        for (Phase phase : pipeline.of(pool)) {
          String place = "pipeline '" + pipeline.name() + "', phase '" + phase.name() + "': ";
          phase.instructions().stream()
              .map(path -> read(project, path))
              .filter(Missing.class::isInstance)
              .map(Missing.class::cast)
              .forEach(it -> problems.add(place + it.path() + ": " + it.why()));
        }
      }
    }
    return problems;
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
