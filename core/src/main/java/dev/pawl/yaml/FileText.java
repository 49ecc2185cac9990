package dev.pawl.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a file, or a problem: a limit on the size, strict UTF-8. A disk that refuses is no
 * mistake in the file: then all of it ends in an UncheckedIOException.
 */
public final class FileText {
  /** Larger files are refused before they are read, bytes. */
  public static final int LARGEST = 32 << 20;

  /** Stands in a text for bytes that are not UTF-8, or for itself. */
  private static final char REPLACEMENT = '\uFFFD';

  private FileText() {}

  /**
   * The text of a file; empty when there is a problem.
   *
   * @param first what to do when there is no such file
   */
  public static Optional<String> load(Path file, String first, Problems problems) {
    return bytes(file, first, problems).flatMap(bytes -> decode(bytes, problems));
  }

  /** The same before it is taken for a text. */
  public static Optional<byte[]> bytes(Path file, String first, Problems problems) {
    try {
      if (Files.isDirectory(file)) {
        return refused(problems, "is a folder", "name the file itself");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        return refused(problems, "is not a regular file", "name the file itself");
      }
      long size = Files.size(file);
      if (size > LARGEST) {
        return tooLarge(problems, size);
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      return bytes.length > LARGEST ? tooLarge(problems, bytes.length) : Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return refused(problems, "does not exist", first);
    } catch (AccessDeniedException e) {
      return refused(problems, "cannot be read: permission denied", "check its permissions");
    } catch (IOException e) {
      throw refusedByDisk(file, e);
    }
  }

  /** A read that fails does not say of which file. */
  private static UncheckedIOException refusedByDisk(Path file, IOException e) {
    IOException told =
        e instanceof FileSystemException
            ? e
            : new FileSystemException(file.toString(), null, e.getMessage());
    return new UncheckedIOException(told.getMessage(), told);
  }

  /** The problem of a file of that many bytes. */
  public static <T> Optional<T> tooLarge(Problems problems, long size) {
    String found = (size >> 20) + " MB (" + size + " bytes)";
    return refused(
        problems,
        "is too large: " + found + ", at most " + (LARGEST >> 20) + " MB are read",
        "split the project or generate less");
  }

  /** The text of these bytes; empty when they are not UTF-8. */
  public static Optional<String> decode(byte[] bytes, Problems problems) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? Optional.of(text) : decodeStrictly(bytes, problems);
  }

  private static Optional<String> decodeStrictly(byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    out.flip();
    if (!result.isError()) {
      return Optional.of(out.toString());
    }
    if (isUtf16(bytes)) {
      problems.add(1, 1, "the file is UTF-16", "save it as UTF-8");
      return Optional.empty();
    }
    int at = in.position();
    TextPlace place = TextPlace.of(out, out.length());
    String found = String.format("0x%02X at byte %d", bytes[at], at);
    problems.add(place.line(), place.column(), "not UTF-8: " + found, "save the file as UTF-8");
    return Optional.empty();
  }

  private static boolean isUtf16(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return mark == 0xfeff || mark == 0xfffe;
  }

  private static <T> Optional<T> refused(Problems problems, String message, String remedy) {
    problems.add(0, 0, message, remedy);
    return Optional.empty();
  }
}
