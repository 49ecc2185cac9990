package dev.pawl.agent;

import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent printed, as far as it tells how it went. The known programs print one JSON object a
 * line; those of all four are told apart by their {@code type}, so that a command which wraps one
 * of them is understood too:
 *
 * <pre>
 * claude   {"type":"result","is_error":true,"api_error_status":529,"result":"API Error: ...",
 *           "total_cost_usd":0.03,"usage":{"input_tokens":20,"output_tokens":10,..},..}
 * codex    {"type":"turn.failed","error":{"message":"..."}}
 *          {"type":"turn.completed","usage":{"input_tokens":22,"output_tokens":14,..}}
 * opencode {"type":"step_finish","part":{"cost":0.01,"tokens":{"input":12,"output":3,..}}}
 * gemini   {"type":"result","status":"error","error":{"message":"..."},"stats":{..}}
 * </pre>
 *
 * <p>Complaints count until the agent goes on: one that it got over says nothing about the end.
 */
final class Transcript {
  /** So many lines are kept of what has no known form. */
  private static final int MOST_LINES = 60;

  private static final int LAST = 3;

  /** Of one event: nobody uses more, and all of a run together can still be counted. */
  private static final long MOST_TOKENS = 1_000_000_000_000L;

  private static final double MOST_DOLLARS = 1e9;

  /** How opencode and gemini log an error, also one after which they try again. */
  private static final List<Pattern> LOGGED =
      List.of(
          Pattern.compile("^timestamp=\\S+ level=ERROR .*? error(?:\\.error)?=\"(.*?)(?<!\\\\)\""),
          Pattern.compile("^Attempt \\d+ (failed.*Retrying with backoff.*)$"));

  private final Deque<String> lines = new ArrayDeque<>();
  private final List<String> complaints = new ArrayList<>();
  private Usage usage = Usage.NONE;
  private Optional<String> gaveUp = Optional.empty();
  private Optional<String> denied = Optional.empty();

  private Transcript() {}

  /** Of a log; of none, or one that cannot be read, an empty one. */
  static Transcript read(Path log) {
    Transcript transcript = new Transcript();
    try {
      LogLines.read(log, transcript::take);
    } catch (IOException e) {
      return transcript; // there is none: nothing was printed
    }
    return transcript;
  }

  /** Errors that the agent told of and did not get over, in their order. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The last lines that have no known form, since the agent last went on. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The last complaints, else the last lines. */
  List<String> last() {
    List<String> all = complaints.isEmpty() ? lines() : complaints();
    return all.subList(Math.max(0, all.size() - LAST), all.size());
  }

  Usage usage() {
    return usage;
  }

  /** Why the agent ended its work by itself before it was done. */
  Optional<String> gaveUp() {
    return gaveUp;
  }

  /** What it wanted to do and may not, the last of it. */
  Optional<String> denied() {
    return denied;
  }

  private void take(byte[] line) {
    if (line.length == 0) {
      return;
    }
    Optional<JsonObject> event = line[0] == '{' ? event(line) : Optional.empty();
    if (event.isPresent() && event.get().isText("type")) {
      try {
        take(event.get());
        return;
      } catch (IllegalArgumentException otherForm) {
        // a version of the program that says it differently: a line like any other
      }
    }
    plain(new String(line, StandardCharsets.UTF_8));
  }

  private void plain(String line) {
    for (Pattern form : LOGGED) {
      Matcher logged = form.matcher(line);
      if (logged.find()) {
        complain(logged.group(1));
        return;
      }
    }
    lines.add(line);
    if (lines.size() > MOST_LINES) {
      lines.removeFirst();
    }
  }

  private static Optional<JsonObject> event(byte[] line) {
    try {
      return Optional.of(Json.object(line, 0, line.length));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void take(JsonObject event) {
    switch (event.text("type")) {
      case "system" -> system(event);
      case "rate_limit_event" -> rateLimit(event.object("rate_limit_info"));
      case "assistant" -> assistant(event);
      case "result" -> result(event);
      case "error" -> complain(message(event));
      case "turn.failed" -> complain(message(event));
      case "turn.completed" -> usage = usage.plus(tokens(event, "usage"));
      case "item.completed" -> item(event.object("item"));
      case "step_finish" -> step(event.object("part"));
      case "thread.started", "turn.started", "init" -> {}
      case "message" -> goOn(!event.optionalText("role").equals(Optional.of("user")));
      default -> goOn(true);
    }
  }

  private void goOn(boolean really) {
    if (really) {
      complaints.clear();
      lines.clear();
    }
  }

  private void complain(String text) {
    if (complaints.isEmpty() || !complaints.getLast().equals(text)) {
      complaints.add(text);
    }
    if (complaints.size() > MOST_LINES) {
      complaints.removeFirst();
    }
  }

  private void system(JsonObject event) {
    if (event.optionalText("subtype").equals(Optional.of("api_retry"))) {
      String what =
          event.has("error_status")
              ? "API error " + event.value("error_status") + " " + event.value("error")
              : "no connection to the API";
      complain(
          what + ", tried again " + event.value("attempt") + " of " + event.value("max_retries"));
    }
  }

  /** The one place with the exact time; what is said in words is the hour only. */
  private void rateLimit(JsonObject info) {
    if (info.optionalText("status").equals(Optional.of("rejected"))) {
      String until = info.has("resetsAt") ? "|" + info.number("resetsAt") : "";
      complain("usage limit reached" + until);
    }
  }

  private void assistant(JsonObject event) {
    if (event.has("error")) {
      complain(words(event.object("message"), event.text("error")));
    } else {
      goOn(true);
    }
  }

  private static String words(JsonObject message, String otherwise) {
    for (JsonObject block : message.list("content", JsonObject.class)) {
      if (block.isText("text")) {
        return block.text("text");
      }
    }
    return otherwise;
  }

  private void result(JsonObject event) {
    if (event.has("stats")) {
      geminiResult(event);
      return;
    }
    usage = claudeUsage(event);
    for (JsonObject denial : event.list("permission_denials", JsonObject.class)) {
      denied = Optional.of(denied(denial));
    }
    if (!event.optionalFlag("is_error")) {
      return;
    }
    String text = event.optionalText("result").orElse(event.optionalText("subtype").orElse(""));
    if (event.optionalText("subtype").orElse("").startsWith("error_max")) {
      gaveUp = Optional.of(event.text("subtype"));
    } else {
      String status = event.has("api_error_status") ? "" + event.value("api_error_status") : "";
      complain(text.contains(status) ? text : "API error " + status + ": " + text);
    }
  }

  private static String denied(JsonObject denial) {
    String tool = denial.optionalText("tool_name").orElse("a tool");
    JsonObject input = denial.optionalObject("tool_input").orElse(JsonObject.EMPTY);
    for (String field : List.of("file_path", "command", "url")) {
      if (input.isText(field)) {
        return tool + " " + input.text(field);
      }
    }
    return tool;
  }

  private static Usage claudeUsage(JsonObject event) {
    JsonObject used = event.optionalObject("usage").orElse(JsonObject.EMPTY);
    long cached =
        number(used, "cache_creation_input_tokens") + number(used, "cache_read_input_tokens");
    return new Usage(
        cost(event, "total_cost_usd"),
        number(used, "input_tokens") + cached,
        number(used, "output_tokens"));
  }

  private void geminiResult(JsonObject event) {
    usage = tokens(event, "stats");
    if (event.optionalText("status").equals(Optional.of("error"))) {
      complain(message(event));
    }
  }

  /** codex tells of small troubles as of things done. */
  private void item(JsonObject item) {
    if (item.optionalText("type").equals(Optional.of("error"))) {
      complain(item.text("message"));
    } else {
      goOn(true);
    }
  }

  private void step(JsonObject part) {
    JsonObject tokens = part.optionalObject("tokens").orElse(JsonObject.EMPTY);
    JsonObject cache = tokens.optionalObject("cache").orElse(JsonObject.EMPTY);
    long input = number(tokens, "input") + number(cache, "read") + number(cache, "write");
    long output = number(tokens, "output") + number(tokens, "reasoning");
    usage = usage.plus(new Usage(cost(part, "cost"), input, output));
    goOn(true);
  }

  private static Usage tokens(JsonObject event, String place) {
    JsonObject used = event.optionalObject(place).orElse(JsonObject.EMPTY);
    return new Usage(
        OptionalDouble.empty(), number(used, "input_tokens"), number(used, "output_tokens"));
  }

  /** Who uses nothing uses none, whatever is printed. */
  private static long number(JsonObject object, String name) {
    return object.has(name) ? Math.clamp(object.number(name), 0, MOST_TOKENS) : 0;
  }

  private static OptionalDouble cost(JsonObject object, String name) {
    return object.has(name)
        ? OptionalDouble.of(Math.clamp(object.decimal(name), 0, MOST_DOLLARS))
        : OptionalDouble.empty();
  }

  /** Of an event that carries it itself, in {@code error}, or in the {@code data} of that. */
  private static String message(JsonObject event) {
    JsonObject at = event;
    while (!at.isText("message")) {
      if (!at.has("error") && !at.has("data")) {
        return at.optionalText("name").orElse("an error without a message");
      }
      at = at.object(at.has("error") ? "error" : "data");
    }
    return at.text("message");
  }
}
