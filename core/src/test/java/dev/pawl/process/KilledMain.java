package dev.pawl.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A coordinator that starts the scripts it is given, tells that it did, and waits to be killed. */
final class KilledMain {
  private KilledMain() {}

  public static void main(String[] scripts) throws Exception {
    ProcessesFixture fixture =
        new ProcessesFixture(Path.of("").toAbsolutePath(), true, Duration.ofSeconds(1));
    for (String script : scripts) {
      SpawnRequest request = fixture.script(script.replaceFirst("^(KEEP|GRACE [0-9]) ", ""));
      boolean keep = script.startsWith("KEEP ");
      Duration grace =
          script.startsWith("GRACE ")
              ? Duration.ofSeconds(Integer.parseInt(script.substring(6, 7)))
              : request.grace();
      Scope scope =
          fixture.start(
              new SpawnRequest(request.scope(), request.program(), request.output(), keep, grace));
      if (keep) {
        fixture.await(scope);
        Files.createFile(Path.of("ended"));
      }
    }
    Files.writeString(Path.of("started.part"), fixture.run() + "\n");
    Files.move(Path.of("started.part"), Path.of("started"));
    Thread.sleep(Duration.ofHours(1));
  }
}
