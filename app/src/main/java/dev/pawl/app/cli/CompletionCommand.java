package dev.pawl.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl completion SHELL}: a script that asks {@code pawl} itself for the candidates. */
final class CompletionCommand implements Subcommand {
  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  @Override
  public String synopsis() {
    return "completion bash|zsh|fish";
  }

  @Override
  public String example() {
    return "source <(pawl completion bash)";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec).argument("SHELL");
  }

  @Override
  public int run(Call call) throws IOException {
    String shell = call.argument().orElse("");
    if (!SHELLS.contains(shell)) {
      throw Refusal.usage("completion: name the shell: " + String.join(", ", SHELLS));
    }
    try (InputStream script = CompletionCommand.class.getResourceAsStream("pawl." + shell)) {
      if (script == null) {
        throw new IllegalStateException("pawl." + shell + " is not in the program");
      }
      call.out().write(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return ExitCode.FINE;
  }
}
