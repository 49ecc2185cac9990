package dev.pawl.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a run stands with its notices. */
final class NoticeRows {
  private RunEvent.@Nullable NoticesBegun begun;
  private RunEvent.@Nullable NoticesStopping stopping;
  private final List<RunEvent.NoticeFailed> failed = new ArrayList<>();

  void apply(RunEvent.NoticeEvent event) {
    switch (event) {
      case RunEvent.NoticesBegun e -> begun = e;
      case RunEvent.NoticesStopping e -> stopping = e;
    }
  }

  void failed(RunEvent.NoticeFailed event) {
    failed.add(event);
  }

  boolean areBeingGiven() {
    return begun != null;
  }

  /** The order to end them, if there was one. */
  Optional<RunEvent.NoticesStopping> stopping() {
    return Optional.ofNullable(stopping);
  }

  /** With what the run will be over. */
  RunEvent.RunFinished outcome() {
    if (begun == null) {
      throw new IllegalStateException("no notice is being given");
    }
    return begun.outcome();
  }

  List<RunEvent.NoticeFailed> failed() {
    return Collections.unmodifiableList(failed);
  }
}
