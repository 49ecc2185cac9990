package dev.pawl.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** All that is below a folder, as text to compare: a look may not change a byte of it. */
public final class Tree {
  private Tree() {}

  /** A line for each file and folder: mode, time of the last change, SHA-256 of its content. */
  public static String of(Path folder) throws IOException, NoSuchAlgorithmException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted().toList()) {
        var attributes =
            Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        text.append(PosixFilePermissions.toString(attributes.permissions()))
            .append(' ')
            .append(attributes.lastModifiedTime())
            .append(' ')
            .append(attributes.isRegularFile() ? sha256(path) : "-")
            .append(' ')
            .append(folder.relativize(path))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }
}
