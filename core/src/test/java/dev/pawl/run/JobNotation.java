package dev.pawl.run;

import dev.pawl.model.Checkpoint;
import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Limits;
import dev.pawl.model.Loop;
import dev.pawl.model.Retry;
import dev.pawl.model.Role;
import dev.pawl.model.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A job in one line: {@code job NAME key=value flag ...}. Keys: needs, tags, priority, timeout,
 * grace, retries, delay, backoff, max_delay, on_exit, cap (items at a time). Flags: service, ready
 * (a service with a question), step, background, silent, interactive, jitter, foreach, keep_going.
 */
final class JobNotation {
  private final String name;
  private final List<String> parts;

  private JobNotation(List<String> words) {
    this.name = words.getFirst();
    this.parts = words.subList(1, words.size());
  }

  static Job job(List<String> words) {
    return new JobNotation(words).job();
  }

  private Job job() {
    Limits limits =
        new Limits(
            value("timeout").map(JobNotation::duration),
            value("grace").map(JobNotation::duration).orElse(Limits.DEFAULT_GRACE),
            retry());
    Job job =
        new Job(
            new JobName(name),
            "",
            list("needs").map(JobName::new).toList(),
            Script.of("true"),
            limits,
            Gate.OPEN,
            role(),
            value("priority").map(Integer::valueOf).orElse(0),
            tags(),
            "",
            loop().map(_ -> Checkpoint.PLAIN),
            loop());
    return flag("step") ? job.step(Checkpoint.PLAIN, job.loop()) : job;
  }

  private Optional<Loop> loop() {
    OptionalInt cap =
        value("cap")
            .map(text -> OptionalInt.of(Integer.parseInt(text)))
            .orElse(OptionalInt.empty());
    return flag("foreach")
        ? Optional.of(new Loop(new Loop.Lines("items"), cap, flag("keep_going")))
        : Optional.empty();
  }

  private Retry retry() {
    List<Integer> onExit = list("on_exit").map(Integer::valueOf).toList();
    return new Retry(
        value("retries").map(Integer::valueOf).orElse(0),
        value("delay").map(JobNotation::duration).orElse(Duration.ofSeconds(1)),
        value("backoff").map(Double::valueOf).orElse(2.0),
        value("max_delay").map(JobNotation::duration).orElse(Duration.ofMinutes(1)),
        flag("jitter"),
        onExit);
  }

  private Role role() {
    Optional<Role.Service> service =
        flag("ready")
            ? Optional.of(new Role.Service(Optional.of("true")))
            : flag("service") ? Optional.of(new Role.Service(Optional.empty())) : Optional.empty();
    return new Role(flag("background"), flag("silent"), flag("interactive"), service, false);
  }

  private Set<String> tags() {
    return new LinkedHashSet<>(list("tags").toList());
  }

  private boolean flag(String flag) {
    return parts.contains(flag);
  }

  private Stream<String> list(String key) {
    return value(key).stream().flatMap(text -> Stream.of(text.split(",")));
  }

  private Optional<String> value(String key) {
    return value(parts, key);
  }

  static Optional<String> value(List<String> parts, String key) {
    return parts.stream()
        .filter(part -> part.startsWith(key + "="))
        .map(part -> part.substring(key.length() + 1))
        .findFirst();
  }

  /** {@code 4s}, {@code 200ms}, {@code 1h}. */
  static Duration duration(String text) {
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  static List<String> words(String line) {
    return new ArrayList<>(List.of(line.strip().split("\\s+")));
  }
}
