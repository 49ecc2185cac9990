package dev.pawl.e2e.fault;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A start of the program under strace(1), which refuses calls of it.
 *
 * <p>The virtual machine stops before it does anything, and is traced from then on. The files of a
 * run have no names then: for these the program is stopped when it has made the folder of its run,
 * and traced anew.
 */
final class FaultyStart {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String PAUSE =
      "-XX:+UnlockDiagnosticVMOptions -XX:+PauseAtStartup -XX:PauseAtStartupFile=";

  private final Scene scene;
  private final Project project;
  private final Path trace;
  private final Path pause;

  private FaultyStart(Scene scene) {
    this.scene = scene;
    this.project = scene.project();
    this.trace = scene.folder().resolve("trace");
    this.pause = scene.folder().resolve("pause");
  }

  /**
   * How it ended.
   *
   * @param trace the calls on the files that were looked at, in the words of strace
   */
  record Ended(Program.Result result, String trace) {
    /** The first call that was harmed, as strace tells of it; "" if there was none. */
    String harm() {
      return trace
          .lines()
          .filter(line -> line.contains("(INJECTED)") || line.contains("killed by SIGKILL"))
          .findFirst()
          .orElse("");
    }

    /** How many calls of each kind the busiest thread has made. */
    Map<DiskCall, Integer> calls() {
      Map<DiskCall, Map<String, Integer>> threads = new EnumMap<>(DiskCall.class);
      for (DiskCall call : DiskCall.values()) {
        Map<String, Integer> each = new HashMap<>();
        trace
            .lines()
            .filter(call::isIn)
            .forEach(line -> each.merge(line.substring(0, line.indexOf(' ')), 1, Integer::sum));
        threads.put(call, each);
      }
      Map<DiskCall, Integer> most = new EnumMap<>(DiskCall.class);
      threads.forEach((call, each) -> most.put(call, each.values().stream().reduce(0, Math::max)));
      return most;
    }
  }

  /** Does what the scene is about, with the options of strace that make the fault. */
  static Ended of(Scene scene, Area area, List<String> options) throws Exception {
    return new FaultyStart(scene).start(area, options);
  }

  private Ended start(Area area, List<String> options) throws Exception {
    List<Path> runs = project.runs();
    try (Running pawl =
        project.program().with("PAWL_JAVA_OPTS", PAUSE + pause).launch(scene.command())) {
      Eventually.holds(() -> "it does not begin: " + told(pawl), () -> Files.exists(pause));
      Optional<Tracer> tracer =
          area == Area.PROJECT ? Optional.of(begin(pawl, options)) : inRun(pawl, runs, options);
      awaitEnd(pawl);
      if (tracer.isPresent()) {
        tracer.get().close();
      }
      Program.Result result = pawl.await();
      return new Ended(result, tracer.map(Tracer::seen).orElse(""));
    }
  }

  private Tracer begin(Running pawl, List<String> options) throws Exception {
    Tracer tracer = Tracer.attach(pawl.pid(), scene.files(pawl.pid()), options, trace);
    Files.delete(pause);
    return tracer;
  }

  /** Empty when there is no run. */
  private Optional<Tracer> inRun(Running pawl, List<Path> earlier, List<String> options)
      throws Exception {
    Path runs = project.path(".pawl/runs");
    Tracer first =
        Tracer.attach(
            pawl.pid(),
            List.of(runs),
            List.of("-etrace=fsync", "-einject=fsync:signal=STOP:when=1"),
            Path.of(trace + ".first"));
    Files.delete(pause);
    Eventually.holds(
        () -> "it does not make a run: " + told(pawl),
        () -> !pawl.isAlive() || first.seen().contains("stopped by SIGSTOP"));
    if (!pawl.isAlive()) {
      first.close();
      return Optional.empty();
    }
    pawl.signal("STOP"); // one that was on its way when strace lets go
    first.detach();
    Eventually.holds(() -> "it does not stop", () -> isStopped(pawl.pid()));
    List<Path> now = new ArrayList<>(project.runs());
    now.removeAll(earlier);
    Tracer second =
        Tracer.attach(pawl.pid(), scene.runFiles(now.getFirst(), pawl.pid()), options, trace);
    pawl.signal("CONT");
    return Optional.of(second);
  }

  private static boolean isStopped(long pid) throws IOException {
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks) {
        String stat = Files.readString(task.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
    }
    return true;
  }

  /** What hangs says where. */
  private static void awaitEnd(Running pawl) throws Exception {
    try {
      Eventually.holdsWithin(BOUND, () -> "it does not end", () -> !pawl.isAlive());
    } catch (AssertionError hanging) {
      pawl.signal("QUIT");
      Eventually.holds(() -> told(pawl), () -> pawl.out().contains("Full thread dump"));
      throw new AssertionError("it hangs: " + told(pawl), hanging);
    }
  }

  private static String told(Running pawl) {
    try {
      return pawl.out() + pawl.err() + Live.status(pawl.pid(), "State");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
