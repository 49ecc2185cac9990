package dev.pawl.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A later coordinator, younger than the jobs: adopts the first one of a run, closes its layer and
 * tells how that ended. Arguments: run, pid and start of the keeper.
 */
final class SecondMain {
  private SecondMain() {}

  public static void main(String[] arguments) throws Exception {
    Duration patience = Duration.ofMillis(300);
    ProcessesFixture fixture =
        new ProcessesFixture(
            Path.of("").toAbsolutePath(),
            arguments[0],
            run ->
                new Processes.Settings(true, patience, false, ProcessesFixture.GRACE, run + ":"));
    SpawnRequest request = fixture.kept(List.of("not", "again"), 1 << 20);
    long pid = Long.parseLong(arguments[1]);
    long start = Long.parseLong(arguments[2]);
    fixture.processes.adopt(request, new Processes.Started(pid, start));
    fixture.close();
    Files.writeString(
        Path.of("second"), fixture.await(request.scope()).exitCode().getAsInt() + "\n");
  }
}
