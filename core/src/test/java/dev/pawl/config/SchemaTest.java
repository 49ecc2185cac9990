package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.Execution;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.Durations;
import dev.pawl.model.Job;
import dev.pawl.model.NamePattern;
import dev.pawl.model.Project;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Retry;
import dev.pawl.model.Sizes;
import dev.pawl.model.Workflow;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.YamlTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The schema for editors and the reader say the same. */
class SchemaTest {
  private static final JsonNode SCHEMA = new JsonMapper().readTree(ConfigSchema.json());
  private static final Schema VALIDATOR =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ConfigSchema.json());

  static List<Corpus.Document> documents() {
    return Corpus.documents();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void readerAndSchemaGiveTheVerdictOfTheCorpus(Corpus.Document document) {
    List<String> problems = Reading.lines(document.text());
    assertEquals(document.verdict().equals("valid"), problems.isEmpty(), problems::toString);
    List<String> errors = new ArrayList<>();
    VALIDATOR.validate(json(document.text())).forEach(error -> errors.add(error.toString()));
    assertEquals(!document.verdict().equals("invalid"), errors.isEmpty(), errors::toString);
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void everyKeyOfTheReaderIsInTheSchemaAndTheOtherWayRound(Place place) {
    assertEquals(Set.copyOf(place.keys), new HashSet<>(properties(place).propertyNames()));
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void everyKeyHasADescription(Place place) {
    JsonNode properties = properties(place);
    for (String key : place.keys) {
      String text = resolved(properties.get(key)).path("description").asString("");
      assertFalse(text.isEmpty(), key);
    }
  }

  @Test
  void defaultsOfTheSchemaAreThoseOfTheModel() {
    Job job = Reading.job("jobs: { a: { run: x } }");
    Map<String, String> actual = new TreeMap<>();
    actual.put("dir", quoted(job.script().dir()));
    actual.put("description", quoted(job.description()));
    actual.put("fail_text", quoted(job.failText()));
    actual.put("env", "{}");
    actual.put("shell", new JsonMapper().writeValueAsString(job.script().shell()));
    actual.put("grace", quoted(Durations.format(job.limits().grace())));
    actual.put("retries", "" + job.limits().retry().limit());
    actual.put("priority", "" + job.priority());
    actual.put("background", "" + job.role().background());
    actual.put("silent", "" + job.role().silent());
    actual.put("service", "" + job.role().isService());
    actual.put("interactive", "" + job.role().interactive());
    actual.put("daemonize", quoted(job.role().keepDaemons() ? "keep" : "stop"));
    actual.put("checkpoint", "" + job.checkpoint().isPresent());
    assertEquals(actual, defaults(Place.JOB));
  }

  @Test
  void defaultsOfForeachAreThoseOfTheModel() {
    Job job = Reading.jobWith("foreach: { list: [x] }");
    String keepGoing = "" + job.loop().orElseThrow().keepGoing();
    assertEquals(Map.of("keep_going", keepGoing), defaults(Place.FOREACH));
  }

  @Test
  void defaultsOfRetriesAreThoseOfTheModel() {
    Retry none = Retry.NONE;
    assertEquals(
        Map.of(
            "delay",
            quoted(Durations.format(none.delay())),
            "backoff",
            "" + none.backoff(),
            "max_delay",
            quoted(Durations.format(none.maxDelay())),
            "jitter",
            "" + none.jitter()),
        defaults(Place.RETRIES));
    assertEquals(List.of(), none.onExit());
  }

  @Test
  void defaultsOfWorkflowLogAndTopAreThoseOfTheModel() {
    Project project = Reading.project("jobs: {}");
    Workflow workflow = Reading.defaultWorkflow("jobs: {}");
    assertEquals(
        Map.of(
            "description",
            quoted(workflow.description()),
            "mode",
            quoted(workflow.mode().name().toLowerCase(Locale.ROOT)),
            "fail_fast",
            "" + workflow.failFast(),
            "background",
            "false",
            "env",
            "{}"),
        defaults(Place.WORKFLOW));
    LogLimits log = project.log();
    assertEquals(
        Map.of(
            "retention", quoted(Durations.format(log.retention())),
            "keep_last", "" + log.keepLast(),
            "max_size", quoted(Sizes.format(log.maxSize())),
            "max_total", quoted(Sizes.format(log.maxTotal()))),
        defaults(Place.LOG));
    assertEquals(Map.of("sync", quoted("grouped")), defaults(Place.TOP));
    assertEquals(quoted(ConditionReader.DEFAULT_SINCE), defaults(Place.CONDITION).get("since"));
  }

  @Test
  void defaultsOfTheBacklogAreThoseOfItsWords() {
    WorkSettings none = WorkSettings.NONE;
    assertEquals(Map.of("prefix", quoted(none.prefix())), defaults(Place.PROJECT));
    assertEquals(
        Map.of(
            "max_size", quoted(none.guardrails().maxSize().wire()),
            "max_complexity", quoted(none.guardrails().maxComplexity().wire()),
            "max_risk", quoted(none.guardrails().maxRisk().wire())),
        defaults(Place.GUARDRAILS));
    Execution execution = none.execution();
    assertEquals(
        Map.of(
            "concurrency", "" + execution.concurrency(),
            "max_wip", "" + execution.maxWip(),
            "retries", "" + execution.retries(),
            "phase_timeout", quoted(Durations.format(execution.phaseTimeout())),
            "result_grace", quoted(Durations.format(execution.resultGrace())),
            "circuit_breaker", "" + execution.circuitBreaker(),
            "cap", "" + execution.cap(),
            "max_subphases", "" + execution.maxSubphases(),
            "max_follow_ups", "" + execution.maxFollowUps()),
        defaults(Place.EXECUTION));
    AgentSetting agent = AgentSetting.of(AgentSetting.Preset.CLAUDE);
    assertEquals(
        Map.of("env", "{}", "skip_permissions", "" + agent.skipPermissions()),
        defaults(Place.AGENT));
    Phase phase = Phase.of("build", "build.md");
    assertEquals(
        Map.of(
            "destructive",
            "" + phase.destructive(),
            "staleness",
            quoted(phase.staleness().name().toLowerCase(Locale.ROOT))),
        defaults(Place.PHASE));
  }

  @Test
  void rulesAndLimitsOfTheSchemaAreThoseOfTheReader() {
    JsonNode defs = SCHEMA.get("$defs");
    assertEquals(anchored(NamePattern.REGEX), pattern(defs.get("name")));
    assertEquals(anchored(Durations.REGEX), pattern(defs.get("duration")));
    assertEquals(anchored(Sizes.REGEX), pattern(defs.get("size")));
    JsonNode retries = properties(Place.RETRIES);
    assertEquals(RetryReader.MOST, retries.get("limit").get("maximum").asInt());
    assertEquals(RetryReader.LARGEST_BACKOFF, retries.get("backoff").get("maximum").asDouble());
    assertEquals(
        RetryReader.MOST, properties(Place.EXECUTION).get("retries").get("maximum").asInt());
    assertEquals(RetryReader.MOST, properties(Place.PHASE).get("retries").get("maximum").asInt());
    JsonNode name = properties(Place.PHASE).get("name");
    assertEquals(PipelineReader.TRIAGE, name.get("not").get("const").asString());
    JsonNode cost = properties(Place.EXECUTION).get("max_cost");
    assertEquals(ExecutionReader.LEAST_COST, cost.get("minimum").asDouble());
    assertEquals(ExecutionReader.MOST_COST, cost.get("maximum").asDouble());
    String prefix = pattern(properties(Place.PROJECT).get("prefix"));
    assertEquals(anchored(WorkReader.PREFIX_REGEX), prefix);
    JsonNode priority = properties(Place.JOB).get("priority");
    assertEquals(JobReader.MOST_PRIORITY, priority.get("maximum").asInt());
    assertEquals(-JobReader.MOST_PRIORITY, priority.get("minimum").asInt());
  }

  @Test
  void theWordsOfAChoiceAreTheSame() {
    assertEquals(words(properties(Place.WORKFLOW).get("mode")), Words.mode().keySet());
    assertEquals(words(properties(Place.TOP).get("sync")), Words.sync().keySet());
    assertEquals(words(properties(Place.JOB).get("daemonize")), Words.daemonize().keySet());
    assertEquals(words(properties(Place.AGENT).get("preset")), Words.preset().keySet());
    assertEquals(words(properties(Place.PHASE).get("staleness")), Words.staleness().keySet());
    JsonNode guardrails = properties(Place.GUARDRAILS);
    assertEquals(words(guardrails.get("max_size")), Words.size().keySet());
    assertEquals(words(guardrails.get("max_complexity")), Words.level().keySet());
    assertEquals(words(guardrails.get("max_risk")), Words.level().keySet());
  }

  @Test
  void everyExampleOfTheSchemaIsAcceptedByTheReader() {
    int seen = 0;
    for (String key : Place.JOB.keys) {
      for (JsonNode example : resolved(properties(Place.JOB).get(key)).path("examples")) {
        String run = key.equals("run") ? "" : "run: x, ";
        String service = key.equals("ready") ? "service: true, " : "";
        String text = "{ " + run + service + key + ": " + example + " }";
        String others = key.equals("needs") ? "install: { run: x }, build: { run: x }, " : "";
        String lint = key.equals("needs") ? "lint: { run: x }, " : "";
        String document = "jobs: { " + others + lint + "a: " + text + " }";
        assertEquals(List.of(), Reading.lines(document), document);
        seen++;
      }
    }
    assertTrue(seen > 10, "examples seen: " + seen);
  }

  /** The object schema of a place. */
  static JsonNode properties(Place place) {
    JsonNode defs = SCHEMA.get("$defs");
    JsonNode at =
        switch (place) {
          case TOP -> SCHEMA;
          case WORKFLOW -> defs.get("workflow");
          case DEFAULTS -> defs.get("defaults");
          case JOB -> defs.get("job");
          case RETRIES -> defs.get("retries");
          case CONDITION -> defs.get("entry");
          case FOREACH -> defs.get("foreach");
          case LOG, ON, PROJECT, GUARDRAILS, EXECUTION, AGENTS, AGENT, PIPELINE, PHASE ->
              defs.get(place.name().toLowerCase(Locale.ROOT));
          case RUN -> defs.get("commands").get("oneOf").get(1);
        };
    return at.get("properties");
  }

  /** A schema with what it refers to below its own words. */
  static JsonNode resolved(JsonNode schema) {
    if (!schema.has("$ref")) {
      return schema;
    }
    JsonNode target = resolved(SCHEMA.at(schema.get("$ref").asString().substring(1)));
    var both = JsonNodeFactory.instance.objectNode();
    target.properties().forEach(entry -> both.set(entry.getKey(), entry.getValue()));
    schema.properties().forEach(entry -> both.set(entry.getKey(), entry.getValue()));
    return both;
  }

  private static Map<String, String> defaults(Place place) {
    Map<String, String> defaults = new TreeMap<>();
    for (var entry : properties(place).properties()) {
      JsonNode value = resolved(entry.getValue()).get("default");
      if (value != null) {
        defaults.put(entry.getKey(), value.toString());
      }
    }
    return defaults;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String anchored(String regex) {
    return "^" + regex + "$";
  }

  private static String pattern(JsonNode schema) {
    return schema.get("pattern").asString();
  }

  private static Set<String> words(JsonNode schema) {
    Set<String> words = new HashSet<>();
    schema.get("enum").forEach(word -> words.add(word.asString()));
    return words;
  }

  /** The document as an editor's YAML support hands it to the schema. */
  private static JsonNode json(String text) {
    Problems problems = new Problems("corpus");
    return json(YamlTree.read(text, problems).orElseThrow());
  }

  private static JsonNode json(Node node) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (node) {
      case Node.Sequence list -> {
        var array = make.arrayNode();
        list.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Node.Mapping map -> {
        var object = make.objectNode();
        map.entries().forEach(entry -> object.set(entry.key().text(), json(entry.value())));
        yield object;
      }
      case Node.Scalar s ->
          switch (s.kind()) {
            case NOTHING -> make.nullNode();
            case BOOLEAN -> make.booleanNode(s.isTrue());
            case INTEGER -> make.numberNode(Long.parseLong(s.text()));
            case NUMBER -> make.numberNode(Double.parseDouble(s.text()));
            case TEXT -> make.stringNode(s.text());
          };
    };
  }
}
