package dev.pawl.e2e.fault;

/** Which of Pawl's own files. */
enum Area {
  /** Those whose names are known before it starts. */
  PROJECT,
  /** Those of the run, which has its name from the time. */
  RUN
}
