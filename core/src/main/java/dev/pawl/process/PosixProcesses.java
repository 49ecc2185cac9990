package dev.pawl.process;

import dev.pawl.posix.Scheduling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@link Processes} on Linux: puts the parts together and answers the coordinator. */
final class PosixProcesses implements Processes {
  /** After KILL a task is given up within 10 s; so close needs no more than this on top. */
  private static final Duration CLOSE_MARGIN = Duration.ofSeconds(12);

  private static final long SWEEP_NANOS = 2_000_000_000;

  private final Map<Scope, Child> scopes = new ConcurrentHashMap<>();
  private final Settings settings;
  private final Listener listener;
  private final Spawning spawning;
  private final SpawnQueue queue;
  private final @Nullable Helper helper;
  private final Stopper stopper;
  private final Reader reader;
  private final Orphans orphans;
  private final Strays strays;
  private final KeptLogs keptLogs = new KeptLogs();
  private final Endings endings;
  private final ThreadPoolExecutor finisher;
  private final Thread readerThread;
  private @Nullable Thread server;
  private long nextSweep = System.nanoTime() + SWEEP_NANOS;
  private volatile boolean closed;

  private PosixProcesses(Settings settings, Listener listener) {
    this.settings = settings;
    this.listener = listener;
    String outer = System.getenv(Scope.VARIABLE);
    spawning = new Spawning(new Spawners(outer == null ? "" : outer), listener);
    helper = settings.helper() ? new Helper(settings) : null;
    stopper = new Stopper(settings.stragglerPatience(), this::reportLater);
    reader = new Reader(this::leadersEnded, this::awaitLeader, this::chores);
    queue = new SpawnQueue(this::startNow, reader::remind);
    orphans = new Orphans(settings.subreaper());
    strays = new Strays(settings.cookiePrefix());
    finisher =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("pawl-finisher").factory());
    finisher.allowCoreThreadTimeOut(true);
    endings =
        new Endings(
            new Endings.Parts(listener, helper, finisher, orphans, reader, stopper, this::forget));
    readerThread = Thread.ofPlatform().daemon().name("pawl-reader").unstarted(reader);
  }

  static PosixProcesses open(Settings settings, Listener listener) {
    PosixProcesses processes = new PosixProcesses(settings, listener);
    processes.readerThread.start();
    return processes;
  }

  static PosixProcesses served(Settings settings, Listener listener) {
    Scheduling.giveWay();
    PosixProcesses processes = new PosixProcesses(settings, listener);
    processes.server = Thread.currentThread();
    return processes;
  }

  @Override
  public void serve(long millis) {
    if (!Thread.currentThread().equals(server)) {
      throw new IllegalStateException("not the thread that serves");
    }
    reader.turn(millis);
  }

  @Override
  public void wake() {
    reader.post(() -> {});
  }

  @Override
  public Started spawn(SpawnRequest request) throws SpawnRefusedException {
    if (closed) {
      throw new SpawnRefusedException("the run is over");
    }
    Child child = spawning.spawn(request);
    list(child);
    admit(child);
    return child.identity();
  }

  @Override
  public void adopt(SpawnRequest request, Started identity) {
    if (closed) {
      throw new IllegalStateException("the run is over");
    }
    Child child = Child.adopt(request, identity);
    strays.since(child.startTicks);
    if (!child.isOver) {
      list(child);
    }
    admit(child);
  }

  @Override
  public void start(SpawnRequest request) {
    boolean serves = Thread.currentThread().equals(server);
    boolean alone = serves && scopes.isEmpty() && queue.isEmpty();
    if (alone || request.output() instanceof Output.Terminal) {
      queue.expect(request.scope());
      startNow(request);
      reader.remind();
    } else {
      queue.add(request);
    }
  }

  private void startNow(SpawnRequest request) {
    Scope scope = request.scope();
    try {
      if (closed || queue.isStopped(scope)) {
        throw new SpawnRefusedException("stopped before its process was there");
      }
      Child child = spawning.spawn(request);
      tell(new Arrival(child));
      admit(child);
      Duration grace = queue.arrived(scope);
      if (grace != null) {
        stopper.stop(child, grace);
      }
    } catch (SpawnRefusedException | RuntimeException e) {
      queue.arrived(scope);
      tell(() -> listener.refused(scope, String.valueOf(e.getMessage())));
    }
  }

  /** At once on the thread that serves; else before it serves anything else. */
  private void tell(Runnable report) {
    if (Thread.currentThread().equals(server)) {
      report.run();
    } else {
      reader.leave(report);
    }
  }

  @Override
  public void stop(Scope scope, Duration grace) {
    Child child = scopes.get(scope);
    if (child == null && !queue.stopAhead(scope, grace)) {
      child = scopes.get(scope);
    }
    if (child != null) {
      stopper.stop(child, grace);
    }
  }

  @Override
  public void kill(Scope scope) {
    stop(scope, Duration.ZERO);
  }

  @Override
  public List<Lingering> lingering() {
    return stopper.lingering();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    queue.close();
    if (server != null) {
      // This thread waits from now on, so another one has to serve.
      server = null;
      readerThread.start();
    }
    try {
      stopAll();
      stopper.stopNobodys(left(), settings.helperGrace());
      if (helper != null) {
        helper.dismiss();
      }
      stopper.close();
      reader.post(reader::finish);
      readerThread.join();
      finisher.shutdown();
    } catch (InterruptedException giveUp) {
      Thread.currentThread().interrupt();
    } finally {
      spawning.close();
      orphans.close();
    }
  }

  /** A lambda for each of many short jobs costs more than what it does. */
  private final class Arrival implements Runnable {
    private final Child child;

    Arrival(Child child) {
      this.child = child;
    }

    @Override
    public void run() {
      list(child);
      listener.started(child.scope(), child.identity());
    }
  }

  private void list(Child child) {
    if (helper != null) {
      child.slot = helper.add(child.pid, child.request.grace());
      if (!Thread.currentThread().equals(server) && helper.isFirst(child.slot)) {
        wake();
      }
    }
  }

  private void admit(Child child) {
    scopes.put(child.scope(), child);
    if (child.kept != null) {
      keptLogs.add(child.kept);
    }
    boolean mayOversleep = reader.watch(child) || child.kept != null;
    if (mayOversleep && !Thread.currentThread().equals(server)) {
      wake();
    }
  }

  private void awaitLeader(Child child) {
    Runnable ended = () -> reader.post(() -> leadersEnded(List.of(child)));
    new LeaderWait(child, ended).start();
  }

  private void forget(Child child) {
    if (child.kept != null) {
      keptLogs.remove(child.kept);
    }
    scopes.remove(child.scope(), child);
    synchronized (scopes) {
      scopes.notifyAll();
    }
  }

  private void leadersEnded(List<Child> children) {
    endings.leadersEnded(children);
  }

  /** Called by the stopper. */
  private void reportLater(Child child, @Nullable String remark) {
    if (child.request.keepDaemons() && remark != null) {
      strays.keep(child.scope());
      if (helper != null) {
        helper.spare(child.scope());
      }
    }
    reader.post(() -> endings.report(child, remark));
  }

  private long chores() {
    long now = System.nanoTime();
    if (nextSweep - now <= 0) {
      nextSweep = now + SWEEP_NANOS;
      orphans.look(reader.children());
      stopper.look();
      if (helper != null) {
        helper.check();
      }
    }
    long sweepIn = (nextSweep - now) / 1_000_000 + 1;
    long next = Math.min(sweepIn, keptLogs.look());
    return helper == null ? next : Math.min(next, helper.announce());
  }

  private void stopAll() throws InterruptedException {
    Duration longest = Duration.ZERO;
    for (Child child : scopes.values()) {
      Duration grace = child.request.grace();
      stopper.stop(child, grace);
      longest = grace.compareTo(longest) > 0 ? grace : longest;
    }
    long end = System.nanoTime() + longest.plus(CLOSE_MARGIN).toNanos();
    synchronized (scopes) {
      while (!scopes.isEmpty() && end - System.nanoTime() > 0) {
        scopes.wait(100);
      }
    }
  }

  /** What carries this run's cookie or was adopted, and belongs to nobody any more. */
  private List<ProcEntry> left() throws InterruptedException {
    CompletableFuture<List<ProcEntry>> adopted = new CompletableFuture<>();
    reader.post(() -> {
      orphans.look(reader.children());
      adopted.complete(orphans.ofNobody());
    });
    List<ProcEntry> left = new ArrayList<>();
    try {
      left.addAll(adopted.get(5, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the reader does not answer", e);
    }
    left.addAll(strays.find());
    return left;
  }
}
