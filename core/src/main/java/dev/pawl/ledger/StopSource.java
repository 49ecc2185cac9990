package dev.pawl.ledger;

import java.util.List;

/**
 * Asks work to stop: by the program itself ({@link #request}), by a parent, or, if the program
 * wants that, by signals ({@link #onSignals}).
 *
 * <pre>{@code
 * try (StopSource stop = StopSource.onSignals();
 *     Ledger ledger = Ledger.open(project, stop.token())) {
 *   ...
 * }
 * }</pre>
 */
public class StopSource implements AutoCloseable {
  private final StopNode node;
  private final StopToken token;

  /** A source that has no parent. */
  public StopSource() {
    this(new StopNode(List.of()));
  }

  /** A source that is asked whenever its parent is. Close it, or its parent remembers it. */
  public StopSource(StopToken parent) {
    this(new StopNode(List.of(parent.node())));
  }

  StopSource(StopNode node) {
    this.node = node;
    this.token = new StopToken(node);
  }

  /**
   * A source that is asked by SIGINT, SIGTERM and SIGHUP: the first one asks, the second one asks
   * urgently, the third does what it did before. Signals that were ignored when the program started
   * (nohup) stay ignored. Until this is closed the virtual machine does not end by these signals:
   * the program ends by itself when its work has, with {@link SignalledStop#exitStatus}.
   */
  public static SignalledStop onSignals() {
    return SignalledStop.install();
  }

  public final StopToken token() {
    return token;
  }

  /**
   * Asks the work to stop: code that polls sees it, calls in {@link StopToken#blocking} are
   * interrupted, hooks run. Does not wait.
   *
   * @param reason as it shall stand in the ledger: "stopped by SIGINT"
   */
  public final void request(String reason) {
    node.ask(reason, false);
  }

  /** Asks the work to stop now: interrupts also the threads that run it, wherever they are. */
  public final void requestUrgently(String reason) {
    node.ask(reason, true);
  }

  /** Waits for hooks that run. Requests of a parent do not come through any more. */
  @Override
  public void close() {
    node.awaitHooks();
    node.detach();
  }
}
