package dev.pawl.config;

import dev.pawl.model.Condition;
import dev.pawl.model.Gate;
import dev.pawl.model.Gate.Rule;
import dev.pawl.model.Glob;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.PlainScalar;
import dev.pawl.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code skip} and {@code only}: a boolean, the name of a variable, or a list of entries. */
final class ConditionReader {
  /** The revision that {@code changed} compares with when {@code since} is absent. */
  static final String DEFAULT_SINCE = "HEAD";

  private static final List<String> KINDS = List.of("env", "ref", "run", "exists", "changed");
  private static final String FORMS =
      "write true, false, the name of a variable, or a list like [{ env: CI }]";

  private final Problems problems;
  private final Values values;

  ConditionReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Gate read(@Nullable Field skip, @Nullable Field only) {
    return skip == null && only == null ? Gate.OPEN : new Gate(rules(skip), rules(only));
  }

  private List<Rule> rules(@Nullable Field field) {
    if (field == null) {
      return List.of();
    }
    return switch (field.value()) {
      case Sequence list -> entries(field);
      case Scalar scalar -> scalar(field, scalar).map(c -> new Rule(c, "")).stream().toList();
      case Mapping map -> {
        String remedy = "put it into a list: " + field.key().text() + ": [{ ... }]";
        values.wrong(field, "a list of conditions", remedy);
        yield List.of();
      }
    };
  }

  private Optional<Condition> scalar(Field field, Scalar scalar) {
    Kind kind = scalar.kind();
    String text = scalar.text();
    if (kind == Kind.BOOLEAN) {
      return Optional.of(new Condition.Literal(scalar.isTrue()));
    }
    if (kind == Kind.TEXT && PlainScalar.kind(text) == Kind.BOOLEAN) {
      values.wrong(field, "a condition", "remove the quotes, or write [{ env: " + text + " }]");
    } else if (kind == Kind.TEXT && PlainScalar.wasBoolean(text)) {
      String remedy = "YAML 1.2 reads '" + text + "' as a text: write true or false";
      values.wrong(field, "a condition", remedy + ", or [{ env: " + text + " }]");
    } else if (kind == Kind.TEXT && EnvironmentReader.isName(text)) {
      return Optional.of(new Condition.Env(text));
    } else {
      values.wrong(field, "a condition", FORMS);
    }
    return Optional.empty();
  }

  private List<Rule> entries(Field field) {
    List<Rule> rules = new ArrayList<>();
    for (Node item : values.list(field, "[{ env: CI }]")) {
      if (item instanceof Mapping map) {
        entry(field, map).ifPresent(rules::add);
      } else {
        values.wrong(field, item, "a list of maps", "write each entry like { env: CI }");
      }
    }
    return rules;
  }

  private Optional<Rule> entry(Field field, Mapping map) {
    Scalar at = new Scalar(map.line(), map.column(), field.key().text(), true);
    Fields fields = Fields.of(map, Place.CONDITION, at, problems);
    List<Field> kinds = new ArrayList<>();
    for (String kind : KINDS) {
      Field found = fields.own(kind);
      if (found != null) {
        kinds.add(found);
      }
    }
    String desc = values.text(fields.own("desc"), "");
    Field since = fields.own("since");
    String revision = since == null ? DEFAULT_SINCE : revision(since);
    if (since != null && fields.own("changed") == null) {
      problems.add(since.key(), since.title() + " has no effect without 'changed'", "remove it");
    }
    if (kinds.size() != 1) {
      String found = kinds.isEmpty() ? "none" : kinds.size() + " of them";
      problems.add(
          kinds.isEmpty() ? map : kinds.get(1).key(),
          fields.title()
              + " must have exactly one of "
              + String.join(", ", KINDS)
              + ", but has "
              + found,
          kinds.isEmpty() ? "add one" : "make each an entry of its own");
      return Optional.empty();
    }
    return condition(kinds.getFirst(), revision).map(condition -> new Rule(condition, desc));
  }

  private Optional<Condition> condition(Field field, String since) {
    Node value = field.value();
    return switch (field.key().text()) {
      case "env" -> variable(field).map(Condition.Env::new);
      case "ref" -> glob(field).map(Condition.Ref::new);
      case "run" -> values.command(field, value).map(Condition.Run::new);
      case "exists" -> glob(field).map(Condition.Exists::new);
      default -> glob(field).map(glob -> new Condition.Changed(glob, since));
    };
  }

  private Optional<String> variable(Field field) {
    Optional<String> name = values.word(field, field.value());
    if (name.isPresent() && !EnvironmentReader.isName(name.get())) {
      values.wrong(field, "the name of a variable", "use letters, digits and '_'");
      return Optional.empty();
    }
    return name;
  }

  private Optional<String> glob(Field field) {
    Optional<String> glob = values.word(field, field.value());
    try {
      glob.ifPresent(Glob::of);
      return glob;
    } catch (IllegalArgumentException e) {
      String message = field.title() + " is not a pattern: " + e.getMessage();
      problems.add(field.value(), message, "close every '[' and '{', or put '\\' before them");
      return Optional.empty();
    }
  }

  private String revision(Field since) {
    String text = values.word(since, since.value()).orElse(DEFAULT_SINCE);
    if (text.startsWith("-")) {
      values.wrong(since, "a revision", "write a branch, a tag or a commit");
    }
    return text;
  }
}
