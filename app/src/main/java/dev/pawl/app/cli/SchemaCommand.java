package dev.pawl.app.cli;

import dev.pawl.config.ConfigSchema;
import java.io.IOException;

/** {@code pawl schema}. */
final class SchemaCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "schema";
  }

  @Override
  public String example() {
    return "pawl schema > pawl.schema.json";
  }

  @Override
  public int run(Call call) throws IOException {
    call.out().write(ConfigSchema.json().stripTrailing() + "\n");
    return ExitCode.FINE;
  }
}
