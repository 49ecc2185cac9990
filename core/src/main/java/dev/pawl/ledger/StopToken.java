package dev.pawl.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where work sees that it shall stop. A request has two levels: please stop, and now. Once made it
 * is never taken back.
 *
 * <p>Work may ask ({@link #isRequested}, {@link #throwIfRequested}), be interrupted in calls that
 * block ({@link #blocking}, {@link #sleep}), or be called ({@link #onRequest}). May be used by any
 * number of threads.
 */
public final class StopToken {
  private final StopNode node;

  StopToken(StopNode node) {
    this.node = node;
  }

  /** A token through which no request ever comes. */
  public static StopToken none() {
    return new StopToken(new StopNode(List.of()));
  }

  /** A call that blocks, and ends when its thread is interrupted. */
  public interface Blocking<T extends @Nullable Object, E extends Exception> {
    T call() throws E;
  }

  /** A hook that is registered until this is closed. */
  public interface Registration extends AutoCloseable {
    /** Forgets the hook; one that runs already goes on. */
    @Override
    void close();
  }

  /** Whether the work shall stop. */
  public boolean isRequested() {
    return node.request() != null;
  }

  /** Whether the work shall stop at once, whatever is lost. */
  public boolean isUrgent() {
    StopNode.Request request = node.request();
    return request != null && request.now();
  }

  /** Why, for example "stopped by SIGINT"; empty when nobody has asked. */
  public Optional<String> reason() {
    return Optional.ofNullable(node.request()).map(StopNode.Request::reason);
  }

  /**
   * Ends the work here if it shall stop.
   *
   * @throws StopRequestedException if so
   */
  public void throwIfRequested() {
    StopNode.Request request = node.request();
    if (request != null) {
      throw new StopRequestedException(request.reason(), null);
    }
  }

  /**
   * Makes a call that blocks, for example {@code stop.blocking(() -> client.send(request, body))}.
   * The first request interrupts it. Outside of such calls only an urgent one interrupts the thread
   * that runs the step.
   *
   * @throws StopRequestedException instead of what the interrupted call throws, or of the call
   */
  public <T extends @Nullable Object, E extends Exception> T blocking(Blocking<T, E> call)
      throws E {
    throwIfRequested();
    StopNode.Reached reached = node.enter(true);
    try {
      return call.call();
    } catch (Exception e) {
      if (reached.leave()) {
        throw new StopRequestedException(reason().orElse("stopped"), e);
      }
      throw e;
    } finally {
      reached.leave();
    }
  }

  /**
   * Sleeps, until a request comes at the most.
   *
   * @throws StopRequestedException if one has come
   * @throws InterruptedException if somebody else interrupts this thread
   */
  public void sleep(Duration time) throws InterruptedException {
    node.await(time);
    throwIfRequested();
  }

  /**
   * Has a hook run when a stop is asked for; at once, if it has been. Hooks run one after the other
   * in the reverse order of their registration, on a thread of their own, at most 5 seconds each:
   * then a hook is interrupted and left behind. A step is not over before its hooks are.
   */
  public Registration onRequest(Runnable hook) {
    return node.add(hook);
  }

  StopNode node() {
    return node;
  }
}
