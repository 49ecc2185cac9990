package dev.pawl.run;

import static dev.pawl.run.Oracle.must;

import dev.pawl.model.Notices;
import dev.pawl.model.Occasion;
import dev.pawl.model.RunStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of notices: given once all is final, and without any consequence. */
final class NoticeOracle {
  private final Notices notices;
  private RunEvent.RunFinished promised;
  private boolean hard;
  private boolean broken;
  private final Set<Occasion> failed = new HashSet<>();

  NoticeOracle(Notices notices) {
    this.notices = notices;
  }

  boolean areBeingGiven() {
    return promised != null;
  }

  /** Takes any event; {@code settled} says whether every job has its end. */
  void see(RunEvent event, boolean settled, boolean recordedOnly) {
    switch (event) {
      case RunEvent.NoticesBegun e -> begun(e, settled);
      case RunEvent.NoticeFailed e -> failed(e, recordedOnly);
      case RunEvent.RunFinished e -> finished(e, recordedOnly);
      case RunEvent.RunStopping e -> {
        must(promised == null || e.cause() == StopCause.BROKEN || e.hard(), "no stop then: ", e);
        hard |= e.hard();
        broken |= e.cause() == StopCause.BROKEN || promised != null;
      }
      case RunEvent.NoticesStopping e -> must(promised != null, "there are none to stop: ", e);
      default -> must(promised == null, "nothing happens beside notices: ", event);
    }
  }

  private void begun(RunEvent.NoticesBegun e, boolean settled) {
    must(settled && promised == null && !hard && !broken, "notices out of turn: ", e);
    must(!due(e.outcome().status()).isEmpty(), "no notice is due: ", e);
    promised = e.outcome();
  }

  private void failed(RunEvent.NoticeFailed e, boolean recordedOnly) {
    must(promised != null || hard || recordedOnly, "a notice that was not given: ", e);
    must(notices.commands().containsKey(e.notice()), "there is no such notice: ", e);
    must(failed.add(e.notice()) || recordedOnly, "it fails twice: ", e);
    must(!e.reason().isBlank(), "without a reason: ", e);
  }

  private void finished(RunEvent.RunFinished e, boolean recordedOnly) {
    List<Occasion> due = due(e.status());
    must(promised == null || broken || promised.equals(e), "notices have changed the end: ", e);
    if (due.isEmpty() || broken || recordedOnly) {
      return;
    }
    must(promised != null || failed.containsAll(due), "nobody was told of ", e);
  }

  private List<Occasion> due(RunStatus status) {
    Occasion how = status == RunStatus.SUCCEEDED ? Occasion.SUCCESS : Occasion.FAILURE;
    return List.of(how, Occasion.FINISH).stream().filter(notices.commands()::containsKey).toList();
  }
}
