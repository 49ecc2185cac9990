package dev.pawl.process;

import java.time.Duration;

/**
 * One process to start.
 *
 * @param scope unique among the processes of a run
 * @param keepDaemons whether what is still there when the leader has ended is left running
 * @param grace the time between TERM and KILL for descendants left behind, and for everything of it
 *     when this process is killed (the helper rounds it up to seconds)
 */
public record SpawnRequest(
    Scope scope, Program program, Output output, boolean keepDaemons, Duration grace) {}
