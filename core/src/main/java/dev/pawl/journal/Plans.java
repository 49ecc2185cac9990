package dev.pawl.journal;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.Json;
import dev.pawl.model.Secrets;
import dev.pawl.posix.DurableFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes and reads {@code plan.json}, the checked workflow as it ran. */
public final class Plans {
  private Plans() {}

  /**
   * Writes the plan of a run, once, before its journal begins: whole and durable, or not at all.
   *
   * @param secrets are masked in every text but names; values of variables with secret names are
   *     masked whatever they are
   * @throws BrokenFileException if it cannot be written
   */
  public static void write(RunFolder folder, Plan plan, Secrets secrets) {
    try {
      DurableFiles.replace(folder.plan(), out -> new PlanWriter(secrets, out).write(plan));
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", folder.plan(), e);
    }
  }

  /** A plan with its secrets, for a memory that no file holds. */
  public static byte[] bytes(Plan plan) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new PlanWriter(Secrets.SHOWN, out).write(plan);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory refuses nothing
    }
    return out.toByteArray();
  }

  /**
   * The plan that {@link #bytes} wrote.
   *
   * @throws DamagedFileException if it is none
   */
  public static Plan parse(byte[] bytes) {
    try {
      return PlanReader.plan(Json.object(bytes, 0, bytes.length));
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException("what was handed over is not a plan: " + e.getMessage());
    }
  }

  /**
   * Gives a run the plan of an earlier one, which is the same: as the same file where the file
   * system can, since nobody changes a plan. Durable when this returns.
   *
   * @throws IOException if there is none, or it cannot be written
   */
  public static void share(RunFolder earlier, RunFolder folder) throws IOException {
    try {
      Files.createLink(folder.plan(), earlier.plan());
      DurableFiles.syncFolder(folder.path());
    } catch (UnsupportedOperationException | FileSystemException e) {
      DurableFiles.replace(folder.plan(), out -> Files.copy(earlier.plan(), out));
    }
  }

  /**
   * The plan of a run: equal to what was written, but for what was masked.
   *
   * @throws DamagedFileException if it is no plan that this version knows
   * @throws BrokenFileException if it cannot be read
   */
  public static Plan read(RunFolder folder) {
    Path file = folder.plan();
    try {
      byte[] bytes = Files.readAllBytes(file);
      return PlanReader.plan(Json.object(bytes, 0, bytes.length));
    } catch (IOException e) {
      throw BrokenFileException.cannot("read", file, e);
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException(file + " is not a plan: " + e.getMessage());
    }
  }
}
