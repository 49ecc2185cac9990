package dev.pawl.coordinator;

import dev.pawl.model.Job;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hash of all that every item of a loop depends on beside its own text: what was completed for
 * another one is not completed for this one.
 */
final class CommandKey {
  private CommandKey() {}

  /**
   * Command, shell, folder and declared variables, and what else there is.
   *
   * @param env the declared variables
   * @param more for example the content of its inputs
   */
  static String of(Job job, String command, Map<String, String> env, List<String> more) {
    MessageDigest digest = sha256();
    add(digest, command);
    job.script().shell().forEach(word -> add(digest, word));
    add(digest, job.script().dir());
    new TreeMap<>(env)
        .forEach((name, value) -> {
          add(digest, name);
          add(digest, value);
        });
    more.forEach(text -> add(digest, text));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** With its length, so that no two lists of texts look alike. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
