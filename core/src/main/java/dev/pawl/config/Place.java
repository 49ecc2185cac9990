package dev.pawl.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The key table: every place of {@code pawl.yml} that has fixed keys, and the keys that are legal
 * there. The readers and the test of the schema both go by it.
 */
enum Place {
  JOB(
      "a job",
      keys(
          "run",
          "needs",
          "description",
          "dir",
          "env",
          "shell",
          "timeout",
          "grace",
          "retries",
          "priority",
          "skip",
          "only",
          "tags",
          "background",
          "silent",
          "service",
          "ready",
          "interactive",
          "daemonize",
          "fail_text",
          "inputs",
          "outputs",
          "checkpoint",
          "foreach"),
      keys()),
  DEFAULTS("'defaults'", without(JOB.supported, "run", "needs", "foreach"), keys()),
  WORKFLOW(
      "a workflow",
      keys(
          "description",
          "mode",
          "concurrency",
          "fail_fast",
          "background",
          "env",
          "defaults",
          "on",
          "jobs"),
      keys()),
  TOP(
      "the top level",
      keys("jobs", "workflows", "log", "sync", "project", "guardrails", "execution", "agents"),
      keys("pipelines")),
  RETRIES("'retries'", keys("limit", "delay", "backoff", "max_delay", "jitter", "on_exit"), keys()),
  CONDITION("a condition", keys("env", "ref", "run", "exists", "changed", "since", "desc"), keys()),
  FOREACH("'foreach'", keys("lines", "glob", "run", "list", "concurrency", "keep_going"), keys()),
  LOG("'log'", keys("retention", "keep_last", "max_size", "max_total"), keys()),
  ON("'on'", keys("success", "failure", "finish"), keys()),
  RUN("'run'", keys("linux", "macos"), keys()),
  PROJECT("'project'", keys("prefix"), keys()),
  GUARDRAILS("'guardrails'", keys("max_size", "max_complexity", "max_risk"), keys()),
  EXECUTION(
      "'execution'",
      keys(
          "concurrency",
          "max_wip",
          "retries",
          "phase_timeout",
          "result_grace",
          "circuit_breaker",
          "cap",
          "max_subphases",
          "max_follow_ups",
          "max_time",
          "max_cost"),
      keys()),

  /** Besides these it has agents by name, each a map. */
  AGENTS("'agents'", keys("default", "prompts"), keys()),
  AGENT(
      "an agent",
      keys("preset", "command", "model", "env", "usage_limit", "unavailable", "skip_permissions"),
      keys());

  /** In a sentence: "key 'x' belongs in TITLE". */
  final String title;

  /** Keys with an effect. */
  final List<String> supported;

  /** Keys that the design knows and this version refuses. */
  final List<String> later;

  private final Map<String, Integer> known = new LinkedHashMap<>();

  Place(String title, List<String> supported, List<String> later) {
    this.title = title;
    this.supported = supported;
    this.later = later;
    supported.forEach(key -> known.put(key, known.size()));
    later.forEach(key -> known.put(key, known.size()));
  }

  boolean supports(String key) {
    Integer at = known.get(key);
    return at != null && at < supported.size();
  }

  boolean knows(String key) {
    return known.containsKey(key);
  }

  /**
   * The other places where a key is legal, the likeliest first. What is about jobs is not looked
   * for in what is about the backlog, nor the other way round: most of it only happens to be called
   * the same.
   */
  List<Place> elsewhere(String key) {
    List<Place> places = new ArrayList<>();
    for (Place place : values()) {
      boolean near = this == TOP || place == TOP || place.isOfBacklog() == isOfBacklog();
      if (near && place.knows(key)) {
        places.add(place);
      }
    }
    return places;
  }

  private boolean isOfBacklog() {
    return compareTo(PROJECT) >= 0;
  }

  private static List<String> keys(String... keys) {
    return List.of(keys);
  }

  private static List<String> without(List<String> keys, String... left) {
    List<String> out = List.of(left);
    return keys.stream().filter(key -> !out.contains(key)).toList();
  }
}
