package dev.pawl.app.server;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Asks runs to end, or jobs of theirs. Says what was answered; what came of it is on record. */
public final class ControlClient {
  /** How long a run that lives may be without a socket: it makes one when it is 0.1 s old. */
  private static final Duration REACH = Duration.ofSeconds(2);

  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 20;

  /** So many names fit into a line. */
  private static final int JOBS_IN_A_LINE = 500;

  private ControlClient() {}

  /**
   * What is to end.
   *
   * @param jobs empty: the run as a whole
   */
  public record Order(RunFolder folder, List<JobName> jobs) {
    public Order {
      jobs = List.copyOf(jobs);
    }
  }

  /** What came back. */
  public sealed interface Reply {
    /** It will be done. */
    record Accepted() implements Reply {}

    /** It will not. */
    record Refused(String reason) implements Reply {}

    /** Nobody has answered; it may have been heard. */
    record Unanswered(String reason) implements Reply {}
  }

  /**
   * Gives all orders at the same time, so that a run that does not answer costs no other any time.
   * A run that cannot be reached is tried for 2 s, and may take 10 s to answer.
   *
   * @param goesOn whether somebody drives that run, asked while it cannot be reached
   * @return a reply for each order, in their order
   */
  public static List<Reply> send(List<Order> orders, Predicate<RunFolder> goesOn)
      throws InterruptedException {
    List<FutureTask<Reply>> tasks = new ArrayList<>();
    for (Order order : orders) {
      FutureTask<Reply> task = new FutureTask<>(() -> reply(order, goesOn));
      tasks.add(task);
      Thread.ofPlatform().daemon().name("pawl-control-client").start(task);
    }
    long end = System.nanoTime() + REACH.plus(ANSWER).toNanos();
    List<Reply> replies = new ArrayList<>();
    for (FutureTask<Reply> task : tasks) {
      replies.add(await(task, end));
    }
    return replies;
  }

  private static Reply await(FutureTask<Reply> task, long end) throws InterruptedException {
    try {
      return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return new Reply.Unanswered("its coordinator has not answered within 10 s; is it stopped?");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Reply reply(Order order, Predicate<RunFolder> goesOn) throws InterruptedException {
    long end = System.nanoTime() + REACH.toNanos();
    while (true) {
      try (Connection connection = Connection.open(order.folder())) {
        return asked(connection, order);
      } catch (Connection.NotThereException notThere) {
        if (System.nanoTime() - end > 0 || !goesOn.test(order.folder())) {
          return new Reply.Unanswered("it cannot be reached: " + notThere.getMessage());
        }
      } catch (IOException e) {
        return new Reply.Unanswered("its coordinator went away without an answer");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Never asks twice: a second cancel would be a harder one. */
  private static Reply asked(Connection connection, Order order) throws IOException {
    try {
      for (ControlRequest request : requests(order.jobs())) {
        if (connection.ask(request) instanceof ControlAnswer.Refused refused) {
          return new Reply.Refused(refused.error());
        }
      }
      return new Reply.Accepted();
    } catch (IllegalArgumentException e) {
      return new Reply.Unanswered("its answer was not understood: " + e.getMessage());
    }
  }

  private static List<ControlRequest> requests(List<JobName> jobs) {
    if (jobs.isEmpty()) {
      return List.of(new ControlRequest.Cancel(jobs));
    }
    List<ControlRequest> requests = new ArrayList<>();
    for (int from = 0; from < jobs.size(); from += JOBS_IN_A_LINE) {
      int to = Math.min(jobs.size(), from + JOBS_IN_A_LINE);
      requests.add(new ControlRequest.Cancel(jobs.subList(from, to)));
    }
    return requests;
  }
}
