package dev.pawl.app.cli;

import dev.pawl.model.SafeText;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The two outputs of a command: stdout buffered, stderr line by line; both UTF-8. */
final class Outputs {
  private final OutputStream err;
  private final OutputStream bytes;
  private final Writer out;

  Outputs(OutputStream out, OutputStream err) {
    this.err = err;
    this.bytes = new BufferedOutputStream(new Tried(out), 1 << 16);
    this.out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
  }

  /** The same stdout for bytes; a command uses one of the two. */
  OutputStream bytes() {
    return bytes;
  }

  Writer out() {
    return out;
  }

  /** Lines, none of which steers a terminal. A closed stderr is nobody's loss. */
  void say(String text) {
    String safe =
        text.lines().map(line -> SafeText.shown(line) + "\n").collect(Collectors.joining());
    try {
      err.write(safe.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyReads) {
      // there is no place left to say it
    }
  }

  /** stdout cannot be written. */
  static final class Lost extends IOException {
    private static final long serialVersionUID = 1L;

    Lost(IOException cause) {
      super(cause);
    }

    /** Whether its reader went away, as {@code head} does. */
    boolean isClosed() {
      return String.valueOf(getMessage()).contains("Broken pipe");
    }
  }

  /** Tells a failure of stdout apart from every other. */
  private static final class Tried extends FilterOutputStream {
    Tried(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new Lost(e);
      }
    }
  }
}
