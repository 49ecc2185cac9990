package dev.pawl.journal;

import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where journals live. A test's double hands out files that fail. */
interface Disk {
  /** The real one. */
  Disk REAL = new Real();

  /** A file for appending; the options say whether it must be new. */
  JournalFile open(Path file, OpenOption... options) throws IOException;

  /** Makes the names in a folder durable. */
  void forceFolder(Path folder) throws IOException;

  /** The file system through channels. */
  final class Real implements Disk {
    @Override
    public JournalFile open(Path file, OpenOption... options) throws IOException {
      OpenOption[] all = new OpenOption[options.length + 1];
      System.arraycopy(options, 0, all, 0, options.length);
      all[options.length] = StandardOpenOption.APPEND;
      return new Channel(FileChannel.open(file, all));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
      DurableFiles.syncFolder(folder);
    }
  }

  /** A file as a channel in append mode. */
  record Channel(FileChannel channel) implements JournalFile {
    @Override
    public int append(ByteBuffer bytes) throws IOException {
      return channel.write(bytes);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
