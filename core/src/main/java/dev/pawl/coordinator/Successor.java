package dev.pawl.coordinator;

import dev.pawl.model.RunId;
import java.util.List;

/** How a coordinator of its own is started, which goes on with a run. */
public interface Successor {
  /** The program and its arguments; descriptor 3 of the process is the {@link HandoverFile}. */
  List<String> command(RunId run);
}
