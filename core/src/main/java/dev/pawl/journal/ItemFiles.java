package dev.pawl.journal;

import java.nio.file.Path;

/**
 * The files of an item that may outlive its coordinator.
 *
 * @param record what the item is; written before its process starts
 * @param log what it has written
 * @param status where its keeper leaves its exit status
 */
public record ItemFiles(Path record, Path log, Path status) {
  static ItemFiles in(Path folder, String name) {
    return new ItemFiles(
        folder.resolve(name + ".item"),
        folder.resolve(name + ".log"),
        folder.resolve(name + ".exit"));
  }

  /** Removes them, what the item is first: without that the others say nothing. */
  public void discard() {
    record.toFile().delete();
    status.toFile().delete();
    log.toFile().delete();
  }
}
