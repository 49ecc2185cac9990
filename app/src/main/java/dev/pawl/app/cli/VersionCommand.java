package dev.pawl.app.cli;

import java.io.IOException;

/** {@code pawl version}. */
final class VersionCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "version";
  }

  @Override
  public String example() {
    return "pawl version";
  }

  @Override
  public int run(Call call) throws IOException {
    call.out().write("pawl " + call.caller().version() + "\n");
    return ExitCode.FINE;
  }
}
