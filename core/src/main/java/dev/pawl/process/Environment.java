package dev.pawl.process;

import dev.pawl.posix.FileName;
import dev.pawl.posix.StringVector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable environment, encoded once for any number of spawns.
 *
 * <p>Values are bytes: what was inherited arrives unchanged even if it is not UTF-8. Strings are
 * encoded as UTF-8, those that {@link FileName} made of other bytes as these.
 */
public final class Environment {
  private final Map<String, byte[]> entries;
  private final Map<String, Integer> index = new HashMap<>();
  private final StringVector block = new StringVector();

  private Environment(Map<String, byte[]> entries) {
    this.entries = entries;
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      index.put(entry.getKey(), block.size());
      block.add(entry.getValue());
    }
  }

  /** Where the launcher keeps the LC_ALL of its caller; "" for none, else "=" and the value. */
  private static final String CALLERS_LOCALE = "PAWL_LC_ALL";

  /**
   * The environment that this process was started with, byte for byte (/proc/self/environ), but
   * with the locale that the caller of the launcher had.
   */
  public static Environment inherited() {
    Environment all = read();
    String locale = all.get(CALLERS_LOCALE);
    if (locale == null) {
      return all;
    }
    Environment callers = all.without(CALLERS_LOCALE).without("LC_ALL");
    return locale.isEmpty() ? callers : callers.with(Map.of("LC_ALL", locale.substring(1)));
  }

  private static Environment read() {
    byte[] all;
    try {
      all = Files.readAllBytes(Path.of("/proc/self/environ"));
    } catch (IOException e) {
      throw new UncheckedIOException("the own environment cannot be read", e);
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (byte[] entry : split(all)) {
      String text = new String(entry, StandardCharsets.UTF_8);
      int equals = text.indexOf('=');
      if (equals > 0) {
        entries.putIfAbsent(text.substring(0, equals), entry);
      }
    }
    return new Environment(entries);
  }

  public static Environment of(Map<String, String> variables) {
    return new Environment(new LinkedHashMap<>()).with(variables);
  }

  /** This environment with {@code variables} over it. */
  public Environment with(Map<String, String> variables) {
    Map<String, byte[]> merged = new LinkedHashMap<>(entries);
    variables.forEach((name, value) -> merged.put(name, encode(name, value)));
    return new Environment(merged);
  }

  /** This environment without the variable {@code name}. */
  public Environment without(String name) {
    Map<String, byte[]> fewer = new LinkedHashMap<>(entries);
    fewer.remove(name);
    return new Environment(fewer);
  }

  /** The value of a variable, decoded leniently as UTF-8; null if it is not set. */
  public @Nullable String get(String name) {
    byte[] entry = entries.get(name);
    if (entry == null) {
      return null;
    }
    String text = new String(entry, StandardCharsets.UTF_8);
    return text.substring(text.indexOf('=') + 1);
  }

  /** All variables, decoded leniently, in their order. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (String name : entries.keySet()) {
      String value = get(name);
      map.put(name, value == null ? "" : value);
    }
    return map;
  }

  /** Makes {@code target} this environment. */
  void fill(StringVector target) {
    target.share(block);
  }

  /** Puts a variable over what {@link #fill} left; once per name. */
  void put(StringVector target, String name, byte[] entry) {
    Integer at = index.get(name);
    if (at == null) {
      target.add(entry);
    } else {
      target.set(at, entry);
    }
  }

  /** {@code NAME=value} as bytes. */
  static byte[] encode(String name, String value) {
    return FileName.bytes(name + "=" + value);
  }

  private static List<byte[]> split(byte[] all) {
    List<byte[]> parts = new ArrayList<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (byte b : all) {
      if (b == 0) {
        parts.add(part.toByteArray());
        part.reset();
      } else {
        part.write(b);
      }
    }
    return parts;
  }
}
