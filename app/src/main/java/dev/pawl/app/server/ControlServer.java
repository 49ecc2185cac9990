package dev.pawl.app.server;

import dev.pawl.coordinator.RunControl;
import dev.pawl.journal.RunFolder;
import dev.pawl.line.DiskProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets other processes of the same user give orders to a run, by the socket {@code control} in its
 * folder.
 *
 * <p>The socket is made by a thread of its own, {@code pawl-control}, once the run is {@link
 * #SHORT_RUN} old: most runs are over by then and never pay for it. That thread then serves it.
 */
public final class ControlServer implements RunControl {
  private static final Duration SHORT_RUN = Duration.ofMillis(100);

  private final Consumer<String> notice;
  private final @Nullable PeerCheck peers;

  /** With {@code notice} a person is told why the run cannot be reached, if it cannot. */
  public ControlServer(Consumer<String> notice) {
    this(notice, null);
  }

  /** For those users only that {@code peers} admits. */
  ControlServer(Consumer<String> notice, @Nullable PeerCheck peers) {
    this.notice = notice;
    this.peers = peers;
  }

  @Override
  public Opened open(RunFolder folder, Requests requests) {
    Counter counter = new Counter(folder, requests);
    Thread.ofPlatform().daemon().name("pawl-control").start(counter);
    return counter;
  }

  /** The server of one run. */
  private final class Counter implements Opened, Runnable {
    private final RunFolder folder;
    private final Requests requests;
    private final Object lock = new Object();
    private @Nullable Listener listener;
    private boolean closed;

    Counter(RunFolder folder, Requests requests) {
      this.folder = folder;
      this.requests = requests;
    }

    @Override
    public void run() {
      try {
        if (isWorthIt()) {
          Listener made = new Listener(folder.control(), peers == null ? PeerCheck.own() : peers);
          if (bind(made)) {
            made.serve((client, request) -> serve(made, client, request));
          }
        }
      } catch (IOException e) {
        tell(DiskProblem.told(e));
      } catch (RuntimeException e) {
        tell(DiskProblem.orBug(e));
      } catch (LinkageError | InternalError e) {
        // The class library opens what it needs when it needs it: classes, java.security.
        tell("too many open files");
      } catch (InterruptedException nobodyInterruptsIt) {
        Thread.currentThread().interrupt();
      }
    }

    /** Waits until the run is no short one; false when it was. */
    private boolean isWorthIt() throws InterruptedException {
      long end = System.nanoTime() + SHORT_RUN.toNanos();
      synchronized (lock) {
        long left = SHORT_RUN.toMillis();
        while (!closed && left > 0) {
          lock.wait(left);
          left = Math.ceilDiv(end - System.nanoTime(), 1_000_000);
        }
        return !closed;
      }
    }

    private boolean bind(Listener made) throws IOException {
      synchronized (lock) {
        if (closed) {
          made.close();
          return false;
        }
        listener = made;
        made.bind();
        return true;
      }
    }

    /** Under the lock, so that who was promised something has been told before the close. */
    private void serve(Listener made, Client client, ControlRequest request) throws IOException {
      synchronized (lock) {
        if (closed) {
          client.answer(new ControlAnswer.Refused("the run is over", ControlAnswer.Kind.LATER));
          return;
        }
        switch (request) {
          case ControlRequest.Cancel cancel -> client.answer(carryOut(cancel));
          case ControlRequest.Change change -> carryOut(change, made, client);
        }
      }
    }

    private ControlAnswer carryOut(ControlRequest.Cancel request) {
      Optional<String> refused =
          request.jobs().isEmpty() ? requests.cancelRun() : requests.cancelJobs(request.jobs());
      return refused.map(ControlAnswer::refused).orElse(ControlAnswer.OK);
    }

    /** The run answers when the change is on the disk; nobody waits for that here. */
    private void carryOut(ControlRequest.Change request, Listener made, Client client)
        throws IOException {
      if (made.await(client)) {
        requests.change(request.change(), answer -> made.answer(client, ControlAnswer.of(answer)));
      } else {
        String many = "more than " + Listener.MOST_WAITING + " ask for changes at once";
        client.answer(new ControlAnswer.Refused(many, ControlAnswer.Kind.LATER));
      }
    }

    private void tell(String why) {
      boolean wanted;
      synchronized (lock) {
        wanted = !closed;
      }
      close();
      if (wanted) {
        notice.accept("this run cannot be cancelled from elsewhere: " + why);
      }
    }

    @Override
    public void close() {
      Listener served;
      synchronized (lock) {
        closed = true;
        lock.notifyAll();
        served = listener;
      }
      if (served != null) {
        served.settle();
        served.close();
      }
    }
  }
}
