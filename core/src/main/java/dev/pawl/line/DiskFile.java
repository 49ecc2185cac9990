package dev.pawl.line;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The calls of one open file. A test's double fails each of them in turn. */
public interface DiskFile extends AutoCloseable {
  /** One write(2) at the end; may take fewer bytes than are there. */
  int append(ByteBuffer bytes) throws IOException;

  /** Forces bytes and length to the disk. */
  void force() throws IOException;

  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;
}
