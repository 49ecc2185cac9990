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
      fixture.start(fixture.script(script));
    }
    Files.writeString(Path.of("started.part"), fixture.run() + "\n");
    Files.move(Path.of("started.part"), Path.of("started"));
    Thread.sleep(Duration.ofHours(1));
  }
}
