package dev.pawl.process;

import java.nio.file.Path;

/** A coordinator that runs one script on its terminal and prints how it ended. */
final class TerminalMain {
  private TerminalMain() {}

  public static void main(String[] args) throws Exception {
    try (ProcessesFixture fixture = new ProcessesFixture(Path.of("").toAbsolutePath())) {
      SpawnRequest plain = fixture.script(args[0]);
      Processes.Ended end =
          fixture.run(
              new SpawnRequest(
                  plain.scope(),
                  plain.program(),
                  new Output.Terminal(),
                  false,
                  ProcessesFixture.GRACE));
      System.out.println("ended " + end.status().code() + " " + end.remark());
    } catch (SpawnRefusedException refused) {
      System.out.println("refused: " + refused.getMessage());
    }
  }
}
