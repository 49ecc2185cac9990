package dev.pawl.app.server;

import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.ItemId;
import dev.pawl.journal.RunFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a run that works at the backlog to change it. */
public final class ChangeClient {
  /** A commit may be under way, and its hooks with it; what is asked for comes after that. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private ChangeClient() {}

  /** What came back. */
  public sealed interface Reply {
    /**
     * It is done, and on the disk.
     *
     * @param added the item that is new
     */
    record Changed(String words, Optional<ItemId> added) implements Reply {}

    /** It speaks of something that there is not. */
    record Mistaken(String reason) implements Reply {}

    /** It cannot be. */
    record Refused(String reason) implements Reply {}

    /** Nothing has changed, and it may be asked again, of this run or of whoever comes after it. */
    record Later(String reason) implements Reply {}

    /** Nobody has answered; it may have been heard. */
    record Unknown(String reason) implements Reply {}
  }

  /** Asks once; a run that is not old enough to be reached is not waited for. */
  public static Reply ask(RunFolder run, BacklogChange change) throws InterruptedException {
    ControlRequest request = new ControlRequest.Change(change);
    if (request.line().length > ControlLine.LONGEST) {
      return new Reply.Mistaken(
          "so much text cannot be given to the run that works: edit BACKLOG.yaml instead");
    }
    FutureTask<Reply> task = new FutureTask<>(() -> reply(run, request));
    Thread.ofPlatform().daemon().name("pawl-control-client").start(task);
    try {
      return task.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Reply.Unknown("it has not answered within " + ANSWER.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Reply reply(RunFolder run, ControlRequest request) {
    try (Connection connection = Connection.open(run)) {
      connection.say(request);
      ControlAnswer first = first(connection);
      return told(first instanceof ControlAnswer.Heard ? connection.hear() : first);
    } catch (Connection.NotThereException e) {
      return new Reply.Later("it cannot be reached: " + e.getMessage());
    } catch (IOException e) {
      return new Reply.Unknown("it went away without an answer");
    } catch (IllegalArgumentException e) {
      return new Reply.Unknown("its answer was not understood: " + e.getMessage());
    }
  }

  /** Before it has said so, a run has heard nothing. */
  private static ControlAnswer first(Connection connection) throws Connection.NotThereException {
    try {
      return connection.hear();
    } catch (IOException e) {
      throw new Connection.NotThereException(e);
    }
  }

  private static Reply told(ControlAnswer answer) {
    return switch (answer) {
      case ControlAnswer.Done done -> new Reply.Changed(done.words(), done.item());
      case ControlAnswer.Refused refused -> refused(refused);
      case ControlAnswer.Heard _ -> throw new IllegalArgumentException("it was heard twice");
    };
  }

  private static Reply refused(ControlAnswer.Refused refused) {
    boolean strange =
        refused.error().startsWith("unknown op") || refused.error().startsWith("unknown field");
    return switch (refused.kind()) {
      case MISTAKEN -> new Reply.Mistaken(refused.error());
      case LATER -> new Reply.Later(refused.error());
      case REFUSED ->
          strange
              ? new Reply.Refused(
                  "it is of another version of Pawl and does not take this (%s): end it first"
                      .formatted(refused.error()))
              : new Reply.Refused(refused.error());
    };
  }
}
