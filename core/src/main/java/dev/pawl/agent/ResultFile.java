package dev.pawl.agent;

import dev.pawl.backlog.PhaseResult;
import dev.pawl.line.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The file in which an agent leaves its result: one JSON object in UTF-8, at most {@value #MOST}
 * bytes. A byte order mark is passed over, and so is a fence of Markdown around it:
 *
 * <pre>
 * ```json
 * { "item_id": "WRK-007", "phase": "build", "result": "phase_complete", "summary": "..." }
 * ```
 * </pre>
 *
 * <p>Only a plain file is read, so that nobody waits for a pipe.
 */
final class ResultFile {
  private static final int MOST = 1 << 20;
  private static final String FENCE = "```";

  private ResultFile() {}

  /** What was found. */
  sealed interface Found {}

  /** The result that was asked for. */
  record Valid(PhaseResult result) implements Found {}

  /** Something else. */
  record Wrong(String reason) implements Found {}

  /** No file. */
  record None() implements Found {}

  static Found read(Path file, Assignment assignment) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new None();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Wrong("the result is no plain file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        return new Wrong(
            "the result is too large: expected at most %d bytes, found %d"
                .formatted(MOST, Files.size(file)));
      }
      return of(text(bytes), assignment);
    } catch (CharacterCodingException e) {
      return new Wrong("the result is not UTF-8 text");
    } catch (IOException e) {
      return new Wrong("the result cannot be read: " + e.getMessage());
    }
  }

  /** Whether a file holds a result, right or wrong, and not a part of one. */
  static boolean isWhole(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      byte[] json =
          bytes.length > MOST ? new byte[0] : text(bytes).getBytes(StandardCharsets.UTF_8);
      return Json.object(json, 0, json.length).has("result");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Found of(String text, Assignment assignment) {
    if (text.isEmpty()) {
      return new Wrong("the result file is empty: expected a JSON object");
    }
    ResultReader reader = new ResultReader(assignment);
    return reader
        .read(text.getBytes(StandardCharsets.UTF_8))
        .<Found>map(Valid::new)
        .orElseGet(() -> new Wrong(String.join("; ", reader.problems())));
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return unfenced(text.startsWith("\ufeff") ? text.substring(1).strip() : text.strip());
  }

  private static String unfenced(String text) {
    int line = text.indexOf('\n');
    boolean fenced = line > 0 && text.startsWith(FENCE) && text.endsWith(FENCE);
    return fenced && text.length() - FENCE.length() > line
        ? text.substring(line + 1, text.length() - FENCE.length()).strip()
        : text;
  }
}
