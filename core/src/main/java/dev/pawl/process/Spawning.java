package dev.pawl.process;

import dev.pawl.posix.Libc;
import dev.pawl.posix.Terminal;
import java.util.function.Consumer;

/** Makes a {@link Child} of a request: its process, and the other end of its output. Any thread. */
final class Spawning {
  private final Spawners spawners;
  private final Processes.Listener listener;

  Spawning(Spawners spawners, Processes.Listener listener) {
    this.spawners = spawners;
    this.listener = listener;
  }

  /** Returns once the exec has succeeded. */
  Child spawn(SpawnRequest request) throws SpawnRefusedException {
    return switch (request.output()) {
      case Output.Terminal onTerminal -> onTerminal(request);
      case Output.Kept kept -> underKeeper(request, kept);
      case Output.Discard discard -> new Child(request, spawners.spawn(request, -1, -1));
      case Output.Log log -> throughPipe(request);
      case Output.Section section -> throughPipe(request);
      case Output.Lines lines -> throughPipe(request);
      case Output.ZeroTerminated parts -> throughPipe(request);
    };
  }

  void close() {
    spawners.close();
  }

  private Child throughPipe(SpawnRequest request) throws SpawnRefusedException {
    long ends = Libc.pipe();
    if (ends < 0) {
      throw SpawnProblem.of(request.program(), (int) -ends);
    }
    int readEnd = (int) ends;
    int writeEnd = (int) (ends >> 32);
    OpenFiles.opened(writeEnd);
    Processes.Started started;
    try {
      started = spawners.spawn(request, writeEnd, -1);
    } catch (SpawnRefusedException e) {
      Libc.close(readEnd);
      throw e;
    } finally {
      Libc.close(writeEnd);
    }
    Child child = new Child(request, started);
    child.output = readEnd;
    prepareOutput(child);
    return child;
  }

  private Child onTerminal(SpawnRequest request) throws SpawnRefusedException {
    Terminal terminal = Terminal.openForeground();
    if (terminal == null) {
      throw new SpawnRefusedException("needs a terminal");
    }
    Processes.Started started;
    try {
      started = spawners.spawn(request, -1, terminal.fd());
    } catch (SpawnRefusedException e) {
      terminal.takeBack();
      terminal.close();
      throw e;
    }
    Child child = new Child(request, started);
    child.terminal = terminal;
    return child;
  }

  private Child underKeeper(SpawnRequest request, Output.Kept output) throws SpawnRefusedException {
    KeptLog log = KeptLog.create(output);
    try {
      Keeper.prepare(output.status());
      Child child = new Child(request, spawners.spawn(request, log.fd(), -1));
      child.kept = log;
      return child;
    } catch (SpawnRefusedException e) {
      log.close();
      Keeper.discard(output.status());
      throw e;
    }
  }

  private void prepareOutput(Child child) {
    Scope scope = child.scope();
    boolean echo = child.request.output() instanceof Output.Lines;
    if (child.request.output() instanceof Output.Log log) {
      child.log = new LogWriter(log);
      echo = log.echo();
    }
    if (child.request.output() instanceof Output.Section section) {
      child.section = new Section(section);
      echo = section.echo();
    }
    if (echo) {
      child.lines = new LineSplitter(new Told(scope), (byte) '\n');
    }
    if (child.request.output() instanceof Output.ZeroTerminated) {
      child.lines = new LineSplitter(new Told(scope), (byte) 0);
    }
  }

  /** A lambda for each of many short jobs costs more than what it does. */
  private final class Told implements Consumer<String> {
    private final Scope scope;

    Told(Scope scope) {
      this.scope = scope;
    }

    @Override
    public void accept(String line) {
      listener.line(scope, line);
    }
  }
}
