package dev.pawl.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A coordinator that starts the scripts it is given, each under a keeper, tells that it did, and
 * waits to be killed. It has no helper.
 */
final class KeptMain {
  private KeptMain() {}

  public static void main(String[] scripts) throws Exception {
    ProcessesFixture fixture =
        new ProcessesFixture(Path.of("").toAbsolutePath(), false, Duration.ofSeconds(1));
    List<String> lines = new ArrayList<>();
    lines.add(fixture.run());
    for (String script : scripts) {
      SpawnRequest request = fixture.kept(List.of("sh", "-c", script), 1 << 20);
      Processes.Started keeper = fixture.processes.spawn(request);
      lines.add(keeper.pid() + " " + keeper.startTicks());
    }
    Files.write(Path.of("started.part"), lines);
    Files.move(Path.of("started.part"), Path.of("started"));
    Thread.sleep(Duration.ofHours(1));
  }
}
