package dev.pawl.app.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The two outputs of a run. A write that fails ends that output; the run goes on. */
public final class Screen {
  private final OutputStream out;
  private final OutputStream err;
  private boolean outLost;
  private boolean errLost;

  /** The outputs, unbuffered. */
  public Screen(OutputStream out, OutputStream err) {
    this.out = out;
    this.err = err;
  }

  /** Writes to stdout. */
  public void toOut(CharSequence text) {
    if (!outLost && !text.isEmpty()) {
      outLost = !written(out, text);
    }
  }

  /** Writes to stderr. */
  public void toErr(CharSequence text) {
    if (!errLost && !text.isEmpty()) {
      errLost = !written(err, text);
    }
  }

  private static boolean written(OutputStream stream, CharSequence text) {
    try {
      stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
      stream.flush();
      return true;
    } catch (IOException nobodyReads) {
      return false;
    }
  }
}
