package dev.pawl.step;

import dev.pawl.line.DamagedFileException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last line of a step as it is held in memory: its bytes, which are taken apart when somebody
 * asks. Of 100,000 lines a run asks for few, and taken apart each would be three times as large.
 */
final class HeldLine {
  private final StepName name;
  private final @Nullable StepEntry entry;
  private final byte[] bytes;
  private final int hashAt;

  private HeldLine(StepName name, @Nullable StepEntry entry, byte[] bytes, int hashAt) {
    this.name = name;
    this.entry = entry;
    this.bytes = bytes;
    this.hashAt = hashAt;
  }

  /** An entry that has no line yet, or one of another program. */
  static HeldLine of(StepEntry entry) {
    return new HeldLine(entry.name(), entry, new byte[0], -1);
  }

  /**
   * A line in Pawl's own form.
   *
   * @param bytes all of it, without its end
   * @param hashAt where its content hash begins; -1 when the step is not complete
   */
  static HeldLine of(StepName name, byte[] bytes, int hashAt) {
    return new HeldLine(name, null, bytes, hashAt);
  }

  StepName name() {
    return name;
  }

  /**
   * What it says.
   *
   * @throws DamagedFileException if somebody else has written it in Pawl's own form, and not well
   */
  StepEntry entry(EntryCodec codec) {
    StepEntry known = entry;
    return known == null ? read(() -> codec.decode(bytes, 0, bytes.length)) : known;
  }

  private <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw DamagedFileException.unreadable("the line of step '" + name + "' in the ledger", e);
    }
  }

  /** The content hash, if it says that the step is complete. */
  Optional<String> completeHash() {
    StepEntry known = entry;
    if (known != null) {
      return known.isComplete() ? known.hash() : Optional.empty();
    }
    return hashAt < 0 ? Optional.empty() : Optional.of(textAt(hashAt));
  }

  /** Whether it is the line of a complete step that says this, whenever it was written. */
  boolean says(StepFacts facts, EntryCodec codec) {
    return hashAt >= 0 && codec.isLineOf(name, textAt(hashAt), facts, bytes);
  }

  /** When it was written, where it tells. */
  Optional<Instant> writtenAt(EntryCodec codec) {
    StepEntry known = entry;
    return known == null
        ? Optional.of(read(() -> codec.time(OwnForm.writtenAt(bytes))))
        : known.at();
  }

  private String textAt(int from) {
    int end = from;
    while (bytes[end] != '"') {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
