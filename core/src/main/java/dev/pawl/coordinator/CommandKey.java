package dev.pawl.coordinator;

import dev.pawl.model.Job;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A hash of all that makes the command of a loop what it is. */
final class CommandKey {
  private CommandKey() {}

  /** Command, shell, folder and declared variables, those of {@code --env} included. */
  static String of(Job job, RunRequest request, String command) {
    Map<String, String> env = new TreeMap<>(request.workflow().env());
    env.putAll(job.script().env());
    env.putAll(request.env());
    MessageDigest digest = sha256();
    add(digest, command);
    job.script().shell().forEach(word -> add(digest, word));
    add(digest, job.script().dir());
    env.forEach((name, value) -> {
      add(digest, name);
      add(digest, value);
    });
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
