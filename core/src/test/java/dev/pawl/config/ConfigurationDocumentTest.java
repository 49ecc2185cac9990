package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Writes {@code docs/configuration.md}: the frame is {@code configuration.frame.md}, where a line
 * {@code {{PLACE}}} becomes the table of the keys of that place, from the schema. {@code
 * -Dpawl.rewrite=true} writes the document, else a stale one fails.
 */
class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/configuration.md");
  private static final Pattern PLACE = Pattern.compile("(?m)^\\{\\{([A-Z]+)}}$");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

  @Test
  void theDocumentIsWhatTheSchemaSays() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("pawl.rewrite")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, expected);
    }
    String found = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "";
    assertEquals(expected, found, "docs/configuration.md is stale: run with -Dpawl.rewrite=true");
  }

  @Test
  void everyExampleInTheDocumentIsAcceptedByTheReader() throws IOException {
    Matcher example = EXAMPLE.matcher(document());
    int seen = 0;
    while (example.find()) {
      assertEquals(List.of(), Reading.lines(example.group(1)), example.group(1));
      seen++;
    }
    assertEquals(true, seen >= 3, "examples seen: " + seen);
  }

  private static String document() throws IOException {
    String frame;
    try (InputStream in =
        ConfigurationDocumentTest.class.getResourceAsStream("configuration.frame.md")) {
      frame = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return PLACE
        .matcher(frame)
        .replaceAll(found -> Matcher.quoteReplacement(table(Place.valueOf(found.group(1)))));
  }

  private static String table(Place place) {
    List<String> lines = new ArrayList<>();
    lines.add("| key | value | default | |");
    lines.add("|---|---|---|---|");
    for (var entry : SchemaTest.properties(place).properties()) {
      lines.add(row(entry.getKey(), SchemaTest.resolved(entry.getValue())));
    }
    return String.join("\n", lines);
  }

  private static String row(String key, JsonNode schema) {
    String fallback = schema.has("default") ? flow(schema.get("default")) : "";
    String text = schema.path("description").asString();
    List<String> examples = new ArrayList<>();
    schema.path("examples").forEach(example -> examples.add(flow(example)));
    String more = examples.isEmpty() ? "" : " For example " + codes(examples) + ".";
    String cell = fallback.isEmpty() || fallback.equals("\"\"") ? "" : "`" + fallback + "`";
    return "| `" + key + "` | " + type(schema) + " | " + cell + " | " + text + more + " |";
  }

  private static String codes(List<String> words) {
    return String.join(", ", words.stream().map(word -> "`" + word + "`").toList());
  }

  /** What may stand there, in words. */
  private static String type(JsonNode schema) {
    String named = named(schema.path("$ref").asString(""));
    if (!named.isEmpty()) {
      return named;
    }
    if (schema.has("enum")) {
      List<String> words = new ArrayList<>();
      schema.get("enum").forEach(word -> words.add("`" + word.asString() + "`"));
      return String.join(", ", words);
    }
    if (schema.has("oneOf")) {
      List<String> types = new ArrayList<>();
      schema.get("oneOf").forEach(one -> types.add(type(SchemaTest.resolved(one))));
      return String.join(", or ", types);
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.get(0).asString() : type.asString()) {
      case "boolean" -> "boolean";
      case "integer" -> "whole number";
      case "number" -> "number";
      case "array" -> "list";
      case "object" -> "map";
      default -> "text";
    };
  }

  private static String named(String ref) {
    Map<String, String> names =
        Map.ofEntries(
            Map.entry("block", "text, or list of lines"),
            Map.entry("command", "text"),
            Map.entry("commands", "text, or list of lines, or map"),
            Map.entry("on", "[map](#notices)"),
            Map.entry("duration", "[duration](#values)"),
            Map.entry("size", "[size](#values)"),
            Map.entry("condition", "[condition](#conditions)"),
            Map.entry("retries", "[map](#retries)"),
            Map.entry("foreach", "[map](#loops)"),
            Map.entry("globs", "list of patterns"),
            Map.entry("jobs", "[jobs](#jobs) by name"),
            Map.entry("log", "[map](#log)"),
            Map.entry("defaults", "[map](#defaults)"),
            Map.entry("project", "[map](#names-of-items)"),
            Map.entry("guardrails", "[map](#guardrails)"),
            Map.entry("execution", "[map](#execution)"),
            Map.entry("agents", "[map](#agents)"),
            Map.entry("pipelines", "[map](#pipelines)"),
            Map.entry("patterns", "list of patterns"),
            Map.entry("env", "map"));
    return names.getOrDefault(ref.substring(ref.lastIndexOf('/') + 1), "");
  }

  /** A JSON value in YAML's flow style, without the quotes that it does not need. */
  private static String flow(JsonNode value) {
    if (value.isString()) {
      String text = value.asString();
      boolean bare = text.matches("-?[A-Za-z0-9.][A-Za-z0-9 ./_:-]*") && !text.contains(": ");
      return bare ? text : '"' + text + '"';
    }
    List<String> parts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(item -> parts.add(flow(item)));
      return "[" + String.join(", ", parts) + "]";
    }
    if (value.isObject()) {
      value.properties().forEach(e -> parts.add(e.getKey() + ": " + flow(e.getValue())));
      return parts.isEmpty() ? "{}" : "{ " + String.join(", ", parts) + " }";
    }
    return value.toString();
  }
}
