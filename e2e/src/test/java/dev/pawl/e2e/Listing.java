package dev.pawl.e2e;

import java.util.List;
import java.util.Map;

/** What {@code pawl jobs --format json} has told. */
public record Listing(List<Map<String, Object>> runs) {
  /** The runs of a result that must have been a success. */
  @SuppressWarnings("unchecked")
  public static Listing of(Program.Result result) {
    if (result.exit() != 0) {
      throw new AssertionError("no listing: " + result.told());
    }
    return new Listing((List<Map<String, Object>>) Json.parse(result.out()));
  }

  /** The only run. */
  public Map<String, Object> run() {
    if (runs.size() != 1) {
      throw new AssertionError("expected one run, found " + runs);
    }
    return runs.getFirst();
  }

  /** A run by its id. */
  public Map<String, Object> run(String id) {
    return runs.stream()
        .filter(run -> run.get("run").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no run " + id + " in " + runs));
  }

  /** A job of the only run. */
  public Map<String, Object> job(String name) {
    return job(run(), name);
  }

  /** A job of a run. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> job(Map<String, Object> run, String name) {
    return ((List<Map<String, Object>>) run.get("jobs"))
        .stream()
            .filter(job -> job.get("name").equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no job " + name + " in " + run));
  }
}
