package dev.pawl.line;

import dev.pawl.posix.DurableFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Where files of lines live. A test's double hands out files that fail. */
public interface Disk {
  /** The real one. A thread that writes must not be interrupted: that closes the file. */
  Disk REAL = new Real();

  /** The real one for threads that may be interrupted: they write on, and stay interrupted. */
  Disk STEADY = new Steady();

  /** A file for appending; the options say whether it must be new. */
  DiskFile open(Path file, OpenOption... options) throws IOException;

  /** Makes the names in a folder durable. */
  void forceFolder(Path folder) throws IOException;

  /** Renames a file over another one, at once. */
  void rename(Path from, Path to) throws IOException;

  /** The file system through channels. */
  class Real implements Disk {
    @Override
    public DiskFile open(Path file, OpenOption... options) throws IOException {
      return new Channel(FileChannel.open(file, withAppend(options)));
    }

    static OpenOption[] withAppend(OpenOption... options) {
      OpenOption[] all = Arrays.copyOf(options, options.length + 1);
      all[options.length] = StandardOpenOption.APPEND;
      return all;
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
      DurableFiles.syncFolder(folder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The file system through streams, which know no interrupts. */
  final class Steady extends Real {
    @Override
    public DiskFile open(Path file, OpenOption... options) throws IOException {
      FileChannel.open(file, withAppend(options)).close(); // creates; refuses as a channel does
      return new Stream(file, new FileOutputStream(file.toFile(), true));
    }
  }

  /** A file as a channel in append mode. */
  record Channel(FileChannel channel) implements DiskFile {
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

  /** A file as a stream in append mode. */
  record Stream(Path file, FileOutputStream out) implements DiskFile {
    @Override
    public int append(ByteBuffer bytes) throws IOException {
      int count = bytes.remaining();
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
      bytes.position(bytes.limit());
      return count;
    }

    @Override
    public void force() throws IOException {
      out.getFD().sync();
    }

    @Override
    public void truncate(long size) throws IOException {
      try (RandomAccessFile same = new RandomAccessFile(file.toFile(), "rw")) {
        same.setLength(size);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
