package dev.pawl.e2e.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What is tried with every fault. */
enum Play {
  STEPS(StepScene::fresh, Area.PROJECT, Area.RUN),
  STEPS_AGAIN(StepScene::killed, Area.PROJECT, Area.RUN),
  JOBS(JobScene::new, Area.PROJECT, Area.RUN),
  FOREACH(LoopScene::new, Area.PROJECT, Area.RUN),
  INVALIDATE(LedgerScene::invalidating, Area.PROJECT),
  COMPACT(LedgerScene::compacting, Area.PROJECT),
  ADD(AddScene::new, Area.PROJECT),
  WORK(WorkScene::fresh, Area.PROJECT, Area.RUN),
  WORK_AGAIN(WorkScene::killed, Area.PROJECT, Area.RUN);

  private final Opening opening;
  private final List<Area> areas;

  Play(Opening opening, Area... areas) {
    this.opening = opening;
    this.areas = List.of(areas);
  }

  private interface Opening {
    Scene in(Path folder) throws Exception;
  }

  /** A new scene, in a folder that is not there yet. */
  Scene in(Path folder) throws Exception {
    return opening.in(Files.createDirectories(folder));
  }

  /** The files that it has. */
  List<Area> areas() {
    return areas;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
