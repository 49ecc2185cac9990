package dev.pawl.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** A process layer with real processes, and what it has reported. */
final class ProcessesFixture implements AutoCloseable, Processes.Listener {
  static final Duration GRACE = Duration.ofMillis(300);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  final Path folder;
  final Processes processes;
  final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

  /** What was told of processes, in that order. */
  final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

  private final Map<Scope, Processes.Ended> ended = new ConcurrentHashMap<>();
  private final String run;
  private int scopes;

  ProcessesFixture(Path folder) {
    this(folder, true, Duration.ofMillis(300));
  }

  ProcessesFixture(Path folder, boolean helper, Duration patience) {
    this(
        folder,
        "test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet(),
        run -> new Processes.Settings(true, patience, helper, GRACE, run + ":"));
  }

  /** The layer of a later coordinator of a run. */
  ProcessesFixture(Path folder, String run, Function<String, Processes.Settings> settings) {
    this.folder = folder;
    this.run = run;
    this.processes = Processes.posix(settings.apply(run), this);
  }

  @Override
  public void started(Scope scope, Processes.Started child) {
    told.add("started " + scope);
  }

  @Override
  public void refused(Scope scope, String reason) {
    told.add("refused " + scope + " " + reason);
  }

  @Override
  public void line(Scope scope, String line) {
    lines.add(line);
  }

  @Override
  public void ended(Processes.Ended end) {
    told.add("ended " + end.scope());
    if (ended.put(end.scope(), end) != null) {
      lines.add("ENDED TWICE " + end.scope());
    }
  }

  /** What its scopes start with, without the colon. */
  String run() {
    return run;
  }

  Scope nextScope() {
    return new Scope(run + ":job:" + ++scopes);
  }

  SpawnRequest script(String text) {
    return command(List.of("sh", "-c", text));
  }

  SpawnRequest command(List<String> argv) {
    Scope scope = nextScope();
    Program program = new Program(argv, Environment.inherited(), Map.of(), folder);
    return new SpawnRequest(
        scope, program, new Output.Log(log(scope), 10 << 20, false), false, GRACE);
  }

  /** A script under a keeper. */
  SpawnRequest kept(String script) {
    return kept(List.of("sh", "-c", script), 10 << 20);
  }

  SpawnRequest kept(List<String> argv, long maxBytes) {
    SpawnRequest request = command(argv);
    Scope scope = request.scope();
    Output output = new Output.Kept(log(scope), maxBytes, status(scope));
    return new SpawnRequest(scope, request.program(), output, false, GRACE);
  }

  Path status(Scope scope) {
    return log(scope).resolveSibling(log(scope).getFileName() + ".exit");
  }

  Path log(Scope scope) {
    return folder.resolve("log-" + scope.text().substring(scope.text().lastIndexOf(':') + 1));
  }

  Scope start(SpawnRequest request) throws SpawnRefusedException {
    processes.spawn(request);
    return request.scope();
  }

  Processes.Ended run(SpawnRequest request) throws Exception {
    return await(start(request));
  }

  boolean hasEnded(Scope scope) {
    return ended.containsKey(scope);
  }

  Processes.Ended await(Scope scope) throws Exception {
    awaitThat(() -> ended.containsKey(scope), "the end of " + scope);
    Processes.Ended end = ended.get(scope);
    if (end == null) {
      throw new AssertionError();
    }
    return end;
  }

  /** Waits for a file that a script writes (by mv, or as one line) and reads the pid in it. */
  long pidIn(String name) throws Exception {
    Path file = folder.resolve(name);
    awaitThat(() -> Files.exists(file) && text(file).endsWith("\n"), name);
    return Long.parseLong(text(file).strip());
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isAlive(long pid) {
    ProcEntry entry = new Proc().entry(pid);
    return entry != null && entry.isAlive();
  }

  static void awaitThat(BooleanSupplier condition, String what) throws InterruptedException {
    awaitThat(condition, () -> what);
  }

  static void awaitThat(BooleanSupplier condition, Supplier<String> what)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (end - System.nanoTime() < 0) {
        throw new AssertionError("waited 30 s for " + what.get());
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    processes.close();
  }
}
