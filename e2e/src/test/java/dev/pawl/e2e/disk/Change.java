package dev.pawl.e2e.disk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been done and need not have reached the disk. */
sealed interface Change {
  /** The number of its operation, from 0. */
  int number();

  /** A change of what a file holds. */
  sealed interface Data extends Change {
    DiskModel.Node file();
  }

  /** Bytes at their place; a file that is shorter is filled up with zeros. */
  record Write(int number, DiskModel.Node file, long offset, byte[] bytes) implements Data {
    long end() {
      return offset + bytes.length;
    }
  }

  /** A file gets another size. */
  record Resize(int number, DiskModel.Node file, long size) implements Data {}

  /** Names in one folder, changed together: all of them reach the disk, or none. */
  record Names(int number, DiskModel.Node folder, List<Name> names) implements Change {}

  /**
   * What a name stands for from now on.
   *
   * @param node null: nothing has the name any more
   */
  record Name(String name, DiskModel.@Nullable Node node) {}
}
