package dev.pawl.app.cli;

import dev.pawl.app.format.Format;
import dev.pawl.model.Closest;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.SafeText;
import dev.pawl.step.StepLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code pawl state}: the steps of the ledger. The project's configuration is not read, so it need
 * not be valid; without a ledger there are no steps.
 */
final class StateCommand implements Subcommand {
  /** What can be asked for; without a word the first. */
  static final List<String> WORDS =
      List.of("list", "show", "why", "invalidate", "verify", "compact");

  /** Those that take names of steps. */
  static final List<String> ABOUT_STEPS = List.of("show", "why", "invalidate");

  private static final List<String> SHOW_FORMATS = List.of("table", "json");

  @Override
  public String synopsis() {
    return "state [list|show STEP|why STEP...|invalidate STEP...|verify|compact] [OPTIONS]";
  }

  @Override
  public String example() {
    return "pawl state why build";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .option("FORMAT", "list: table, json, ndjson, csv or tsv; show: table or json", "--format")
        .flag("invalidate: only tell what would become invalid", "--dry-run")
        .arguments("ARG");
  }

  @Override
  public List<String> words(String option) {
    return option.equals("--format") ? Format.names() : List.of();
  }

  @Override
  public int run(Call call) throws IOException {
    List<String> arguments = call.arguments();
    String word = arguments.isEmpty() ? WORDS.getFirst() : arguments.getFirst();
    List<String> steps = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    check(call, word, steps);
    Path project = ProjectAt.folder(call);
    try (StepLedger ledger =
        StepLedger.open(
            project, Sync.GROUPED, notice -> call.say("pawl: " + SafeText.shown(notice)))) {
      return run(new LedgerAt(call, project, ledger), word, steps);
    }
  }

  private static int run(LedgerAt at, String word, List<String> steps) throws IOException {
    Call call = at.call();
    return switch (word) {
      case "show" ->
          StepView.write(at, steps.getFirst(), call.value("--format").orElse("").equals("json"));
      case "why" -> StepCauses.write(at, steps);
      case "invalidate" -> new StepInvalidation(at, steps).run(call.flag("--dry-run"));
      case "verify" -> new StepVerification(at).run();
      case "compact" -> at.compact();
      default ->
          StepListing.write(at, Format.named(call.value("--format").orElse(Format.names().get(0))));
    };
  }

  private static void check(Call call, String word, List<String> steps) {
    if (!WORDS.contains(word)) {
      throw Refusal.usage("state: unknown word '" + word + "'; " + meant(word));
    }
    if (word.equals("list") || word.equals("show")) {
      call.word("--format", word.equals("list") ? Format.names() : SHOW_FORMATS);
    } else if (call.value("--format").isPresent()) {
      throw Refusal.usage("state " + word + ": --format is for 'state list' and 'state show'");
    }
    if (call.flag("--dry-run") && !word.equals("invalidate")) {
      throw Refusal.usage("state " + word + ": --dry-run is for 'state invalidate'");
    }
    if (!ABOUT_STEPS.contains(word) && !steps.isEmpty()) {
      throw Refusal.usage("state " + word + ": '" + steps.getFirst() + "' is one too many");
    }
    if (ABOUT_STEPS.contains(word) && steps.isEmpty()) {
      throw Refusal.usage("state " + word + ": which step? 'pawl state' lists them");
    }
    if (word.equals("show") && steps.size() > 1) {
      throw Refusal.usage("state show: '" + steps.get(1) + "' is one too many, it takes one STEP");
    }
  }

  private static String meant(String word) {
    return Closest.to(word, WORDS)
        .map(near -> "did you mean '" + near + "'?")
        .orElse("expected one of " + String.join(", ", WORDS));
  }
}
