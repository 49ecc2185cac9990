package dev.pawl.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stand-in, on loopback, for the services that agents talk to: the Messages API of claude, the
 * Responses API of codex, Chat Completions as opencode speaks it, and the API of Gemini. Its model
 * does one thing: it writes a file with the tool that the program offers for that, and is done. Or
 * it refuses every question.
 */
final class ModelStandIn implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Answers answers;

  /** What it says to a question. */
  private interface Answers {
    void to(HttpExchange exchange, JsonNode question) throws IOException;
  }

  private ModelStandIn(Answers answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /** Whose model writes a file. */
  static ModelStandIn writing(Path file, String content) throws IOException {
    return new ModelStandIn((exchange, question) -> {
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/messages")) {
        stream(exchange, messages(question, file, content));
      } else if (path.endsWith("/responses")) {
        stream(exchange, responses(question, file, content));
      } else if (path.endsWith("/chat/completions")) {
        stream(exchange, completions(question, file, content));
      } else if (path.endsWith(":streamGenerateContent")) {
        stream(exchange, gemini(question, file, content));
      } else {
        send(exchange, 200, "application/json", "{}");
      }
    });
  }

  /** Whose model refuses. */
  static ModelStandIn refusing(int status, Map<String, String> headers, String body)
      throws IOException {
    return new ModelStandIn((exchange, question) -> {
      headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      send(exchange, status, "application/json", body);
    });
  }

  /** Where it listens. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The questions with their paths, in their order. */
  List<String> asked() {
    return new ArrayList<>(asked);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      if (!exchange.getRequestMethod().equals("POST")) {
        send(exchange, 200, "application/json", "{\"data\":[],\"models\":[]}");
        return;
      }
      asked.add(exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8));
      answers.to(exchange, JSON.readTree(body));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void stream(HttpExchange exchange, List<Event> events) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Event event : events) {
      String name = event.name().isEmpty() ? "" : "event: " + event.name() + "\n";
      text.append(name).append("data: ").append(event.data()).append("\n\n");
    }
    send(exchange, 200, "text/event-stream", text.toString());
  }

  private record Event(String name, String data) {
    static Event of(String name, Object data) {
      return new Event(name, json(data));
    }
  }

  private static List<Event> messages(JsonNode question, Path file, String content) {
    boolean first = !question.toString().contains("\"tool_result\"");
    Map<String, Object> block =
        first
            ? Map.of("type", "tool_use", "id", "t1", "name", "Write", "input", Map.of())
            : Map.of("type", "text", "text", "");
    Map<String, Object> delta =
        first
            ? Map.of(
                "type",
                "input_json_delta",
                "partial_json",
                json(Map.of("file_path", file.toString(), "content", content)))
            : Map.of("type", "text_delta", "text", "done");
    String model = question.path("model").asString();
    Map<String, Object> message =
        Map.of(
            "id",
            "m1",
            "type",
            "message",
            "role",
            "assistant",
            "model",
            model,
            "content",
            List.of(),
            "usage",
            Map.of("input_tokens", 10, "output_tokens", 1));
    Map<String, String> stop = Map.of("stop_reason", first ? "tool_use" : "end_turn");
    return List.of(
        Event.of("message_start", Map.of("type", "message_start", "message", message)),
        Event.of(
            "content_block_start",
            Map.of("type", "content_block_start", "index", 0, "content_block", block)),
        Event.of(
            "content_block_delta",
            Map.of("type", "content_block_delta", "index", 0, "delta", delta)),
        Event.of("content_block_stop", Map.of("type", "content_block_stop", "index", 0)),
        Event.of(
            "message_delta",
            Map.of("type", "message_delta", "delta", stop, "usage", Map.of("output_tokens", 5))),
        Event.of("message_stop", Map.of("type", "message_stop")));
  }

  private static List<Event> responses(JsonNode question, Path file, String content) {
    boolean first = !question.path("input").toString().contains("_output\"");
    String command = "printf %s '" + content + "' > '" + file + "'";
    Map<String, Object> item =
        first
            ? Map.of(
                "type", "function_call",
                "id", "f1",
                "call_id", "c1",
                "name", "exec_command",
                "arguments", json(Map.of("cmd", command)))
            : Map.of(
                "type", "message",
                "id", "m1",
                "role", "assistant",
                "content", List.of(Map.of("type", "output_text", "text", "done")));
    Map<String, Object> usage = Map.of("input_tokens", 11, "output_tokens", 7, "total_tokens", 18);
    return List.of(
        Event.of(
            "response.created", Map.of("type", "response.created", "response", Map.of("id", "r1"))),
        Event.of(
            "response.output_item.done",
            Map.of("type", "response.output_item.done", "output_index", 0, "item", item)),
        Event.of(
            "response.completed",
            Map.of("type", "response.completed", "response", Map.of("id", "r1", "usage", usage))));
  }

  private static List<Event> completions(JsonNode question, Path file, String content) {
    boolean tool = question.path("tools").toString().contains("\"write\"");
    boolean first = tool && !question.toString().contains("\"role\":\"tool\"");
    Map<String, Object> function =
        Map.of(
            "name",
            "write",
            "arguments",
            json(Map.of("filePath", file.toString(), "content", content)));
    Map<String, Object> delta =
        first
            ? Map.of(
                "tool_calls",
                List.of(Map.of("index", 0, "id", "c1", "type", "function", "function", function)))
            : Map.of("role", "assistant", "content", "done");
    String stop = first ? "tool_calls" : "stop";
    Map<String, Object> usage =
        Map.of("prompt_tokens", 12, "completion_tokens", 3, "total_tokens", 15);
    return List.of(
        Event.of("", chunk(List.of(Map.of("index", 0, "delta", delta)), Map.of())),
        Event.of(
            "",
            chunk(List.of(Map.of("index", 0, "delta", Map.of(), "finish_reason", stop)), usage)),
        new Event("", "[DONE]"));
  }

  private static Map<String, Object> chunk(List<?> choices, Map<String, Object> usage) {
    Map<String, Object> chunk =
        new HashMap<>(
            Map.of("id", "x", "object", "chat.completion.chunk", "created", 1, "model", "m"));
    chunk.put("choices", choices);
    if (!usage.isEmpty()) {
      chunk.put("usage", usage);
    }
    return chunk;
  }

  private static List<Event> gemini(JsonNode question, Path file, String content) {
    boolean first = !question.path("contents").toString().contains("\"functionResponse\"");
    Map<String, Object> args = Map.of("file_path", file.toString(), "content", content);
    Map<String, Object> part =
        first
            ? Map.of("functionCall", Map.of("name", "write_file", "args", args))
            : Map.of("text", "done");
    Map<String, Object> candidate =
        Map.of(
            "content",
            Map.of("role", "model", "parts", List.of(part)),
            "finishReason",
            "STOP",
            "index",
            0);
    Map<String, Object> usage =
        Map.of("promptTokenCount", 13, "candidatesTokenCount", 4, "totalTokenCount", 17);
    return List.of(Event.of("", Map.of("candidates", List.of(candidate), "usageMetadata", usage)));
  }

  private static String json(Object data) {
    return JSON.writeValueAsString(data);
  }
}
