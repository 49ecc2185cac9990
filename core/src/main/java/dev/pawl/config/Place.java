package dev.pawl.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
          "foreach")),
  DEFAULTS("'defaults'", without(JOB.keys, "run", "needs", "foreach")),
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
          "jobs")),
  TOP(
      "the top level",
      keys(
          "jobs",
          "workflows",
          "log",
          "sync",
          "project",
          "guardrails",
          "execution",
          "agents",
          "pipelines")),
  RETRIES("'retries'", keys("limit", "delay", "backoff", "max_delay", "jitter", "on_exit")),
  CONDITION("a condition", keys("env", "ref", "run", "exists", "changed", "since", "desc")),
  FOREACH("'foreach'", keys("lines", "glob", "run", "list", "concurrency", "keep_going")),
  LOG("'log'", keys("retention", "keep_last", "max_size", "max_total")),
  ON("'on'", keys("success", "failure", "finish")),
  RUN("'run'", keys("linux", "macos")),
  PROJECT("'project'", keys("prefix")),
  GUARDRAILS("'guardrails'", keys("max_size", "max_complexity", "max_risk")),
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
          "max_cost")),

  /** Besides these it has agents by name, each a map. */
  AGENTS("'agents'", keys("default", "prompts")),
  AGENT(
      "an agent",
      keys("preset", "command", "model", "env", "usage_limit", "unavailable", "skip_permissions")),
  PIPELINE("a pipeline", keys("pre_phases", "phases")),
  PHASE(
      "a phase",
      keys(
          "name",
          "instructions",
          "agent",
          "model",
          "destructive",
          "timeout",
          "retries",
          "staleness"));

  /** In a sentence: "key 'x' belongs in TITLE". */
  final String title;

  /** In the order in which messages name them. */
  final List<String> keys;

  private final Set<String> known;

  Place(String title, List<String> keys) {
    this.title = title;
    this.keys = keys;
    this.known = new HashSet<>(keys);
  }

  boolean knows(String key) {
    return known.contains(key);
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
