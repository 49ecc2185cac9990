package dev.pawl.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the journal of a run says, read at the time of each question. */
public record RunRecord(Path folder) {
  public String id() {
    return folder.getFileName().toString();
  }

  /** All whole lines, oldest first. */
  public List<Map<String, Object>> events() throws IOException {
    Path journal = folder.resolve("journal.jsonl");
    if (!Files.exists(journal)) {
      return List.of();
    }
    String text = Files.readString(journal);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Json::object).toList();
  }

  /** The events of one kind that concern a job. */
  public List<Map<String, Object>> events(String kind, String job) throws IOException {
    return events().stream()
        .filter(event -> kind.equals(event.get("event")) && job.equals(event.get("job")))
        .toList();
  }

  /** The final status of a job; "" while it has none. */
  public String status(String job) throws IOException {
    return upToDate(job).isPresent() ? "up_to_date" : lastly("JobFinished", job, "status");
  }

  /** Why a job has its final status; "" if it is plain. */
  public String reason(String job) throws IOException {
    Optional<String> upToDate = upToDate(job);
    return upToDate.isPresent() ? upToDate.get() : lastly("JobFinished", job, "reason");
  }

  /** Since when a step is up to date that was not started. */
  private Optional<String> upToDate(String job) throws IOException {
    return events().stream()
        .filter(event -> event.get("event").equals("StepsUpToDate"))
        .filter(event -> ((List<?>) event.get("jobs")).contains(job))
        .map(event -> event.get("reason").toString())
        .findFirst();
  }

  public String cause(String job) throws IOException {
    return lastly("JobFinished", job, "cause");
  }

  public int attempts(String job) throws IOException {
    return events("AttemptPlanned", job).size();
  }

  public String exitCode(String job) throws IOException {
    return lastly("AttemptFinished", job, "exit_code");
  }

  public String signal(String job) throws IOException {
    return lastly("AttemptFinished", job, "signal");
  }

  /** The status of the whole run; "" while it goes on. */
  public String status() throws IOException {
    return events().stream()
        .filter(event -> event.get("event").equals("RunFinished"))
        .map(event -> event.get("status").toString())
        .findFirst()
        .orElse("");
  }

  public boolean hasStarted(String job) throws IOException {
    return !events("AttemptStarted", job).isEmpty();
  }

  /** The process of the last attempt of a job. */
  public long pid(String job) throws IOException {
    return (Long) events("AttemptStarted", job).getLast().get("pid");
  }

  /** How long the last attempt of a job took. */
  public Duration took(String job) throws IOException {
    return Duration.between(
        at(events("AttemptStarted", job).getLast()), at(events("AttemptFinished", job).getLast()));
  }

  /** When an event happened. */
  public static Instant at(Map<String, Object> event) {
    return Instant.parse(event.get("at").toString());
  }

  /** The log of an attempt, "" if there is none. */
  public String log(String attempt) throws IOException {
    Path log = logFile(attempt);
    return Files.exists(log) ? Files.readString(log) : "";
  }

  public Path logFile(String attempt) {
    return folder.resolve("logs").resolve(attempt + ".log");
  }

  private String lastly(String kind, String job, String field) throws IOException {
    List<Map<String, Object>> events = events(kind, job);
    Object value = events.isEmpty() ? null : events.getLast().get(field);
    return value == null ? "" : value.toString();
  }
}
