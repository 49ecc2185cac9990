package dev.pawl.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A coordinator of a detached run. Arguments: {@code _coordinate}, the run, the times. The first
 * one starts the scripts in the file "scripts", one a line, under keepers; a later one adopts them.
 * Each tells in a file "life-N" that it is there: its times, what was handed over, and the process
 * status and environment that it found. Then it waits to be killed. A file "command" names the
 * program of the revival.
 */
final class RevivedMain {
  private RevivedMain() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of("").toAbsolutePath();
    String run = arguments[1];
    String times = arguments[2];
    boolean first = Files.notExists(folder.resolve("life-0"));
    int handover =
        first ? Detached.handover("handed over\n".getBytes(StandardCharsets.US_ASCII)) : 3;
    Path other = folder.resolve("command");
    List<String> command =
        new ArrayList<>(
            Files.exists(other)
                ? List.of(Files.readString(other))
                : JavaMain.command(RevivedMain.class));
    command.addAll(List.of("_coordinate", run));
    Processes.Revival revival =
        new Processes.Revival(command, times, handover, folder.resolve("coordinator.log"));
    ProcessesFixture fixture =
        new ProcessesFixture(
            folder,
            run,
            name ->
                new Processes.Settings(
                    true,
                    Duration.ofSeconds(1),
                    true,
                    ProcessesFixture.GRACE,
                    name + ":",
                    revival));
    if (first) {
      start(fixture);
    } else {
      adopt(fixture);
    }
    tell(folder, times, handover);
    Thread.sleep(Duration.ofHours(1));
  }

  private static void start(ProcessesFixture fixture) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String script : Files.readAllLines(Path.of("scripts"))) {
      SpawnRequest request = fixture.kept(script);
      Processes.Started keeper = fixture.processes.spawn(request);
      lines.add(keeper.pid() + " " + keeper.startTicks());
    }
    Files.write(Path.of("keepers"), lines);
  }

  private static void adopt(ProcessesFixture fixture) throws Exception {
    for (String line : Files.readAllLines(Path.of("keepers"))) {
      String[] numbers = line.split(" ");
      long pid = Long.parseLong(numbers[0]);
      fixture.processes.adopt(
          fixture.kept("not again"), new Processes.Started(pid, Long.parseLong(numbers[1])));
    }
  }

  private static void tell(Path folder, String times, int handover) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(Long.toString(ProcessHandle.current().pid()));
    lines.add(times);
    lines.add(Files.readString(Path.of("/proc/self/fd/" + handover)).strip());
    lines.add(Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString());
    lines.addAll(Files.readAllLines(Path.of("/proc/self/status")));
    Environment.inherited().toMap().forEach((name, value) -> lines.add(name + "=" + value));
    int number = 0;
    while (Files.exists(folder.resolve("life-" + number))) {
      number++;
    }
    Files.write(folder.resolve("life.part"), lines);
    Files.move(folder.resolve("life.part"), folder.resolve("life-" + number));
  }
}
