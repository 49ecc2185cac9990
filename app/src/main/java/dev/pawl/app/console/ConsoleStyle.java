package dev.pawl.app.console;

import dev.pawl.app.format.Palette;

/**
 * How a run is shown.
 *
 * @param rows when rows of running jobs are drawn on stderr, which is a terminal then
 * @param echo whether the lines of jobs go to stdout
 * @param volume how much is told
 * @param explain whether every job is told with what decided if it runs
 * @param out what stdout is
 * @param err the colours of stderr
 */
public record ConsoleStyle(
    Rows rows, boolean echo, Volume volume, boolean explain, Out out, Palette err) {
  /** When rows of running jobs are drawn. */
  public enum Rows {
    NEVER,
    /** Once a job has told progress: of one that runs alone its lines are enough until then. */
    FOR_PROGRESS,
    ALWAYS
  }

  /** Whether rows may be drawn. */
  public boolean live() {
    return rows != Rows.NEVER;
  }

  /** How much is told. */
  public enum Volume {
    /** Failures only. */
    QUIET,
    NORMAL,
    /** The end of every job too. */
    VERBOSE
  }

  /**
   * What stdout is.
   *
   * @param terminal whether it is a terminal; then it is taken for the one behind stderr
   * @param palette its colours; with {@code PLAIN} those of jobs are taken out too
   */
  public record Out(boolean terminal, Palette palette) {}
}
