package dev.pawl.app.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl status}: how the backlog stands, on one screen. */
final class StatusCommand implements Subcommand {
  private static final List<String> FORMATS = List.of("table", "json");

  @Override
  public String synopsis() {
    return "status [OPTIONS]";
  }

  @Override
  public String example() {
    return "pawl status --format json";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec).option("FORMAT", "The form: table or json", "--format");
  }

  @Override
  public List<String> words(String option) {
    return option.equals("--format") ? FORMATS : List.of();
  }

  @Override
  public int run(Call call) throws IOException {
    boolean json = call.word("--format", FORMATS).orElse("").equals("json");
    BacklogStatus status = BacklogStatus.of(BacklogAt.read(call));
    if (json) {
      StatusJson.write(status);
    } else {
      new StatusScreen(status).write();
    }
    return ExitCode.FINE;
  }
}
