package dev.pawl.app.cli;

import dev.pawl.app.format.Format;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.Size;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code pawl backlog}: the items, and what a person does with them. What is changed is saved, by
 * the run that works at the backlog or here while none does, and not committed.
 */
final class BacklogCommand implements Subcommand {
  static final List<String> STATUSES =
      Stream.of(ItemStatus.values()).map(ItemStatus::wire).toList();
  static final List<String> SIZES = Stream.of(Size.values()).map(Size::wire).toList();
  static final List<String> LEVELS = Stream.of(Level.values()).map(Level::wire).toList();
  private static final int USE = 20;
  private static final List<String> SHOW_FORMATS = List.of("table", "json");

  @Override
  public String synopsis() {
    StringBuilder text = new StringBuilder("backlog [WORD] [OPTIONS]\n\nWords:");
    for (BacklogWord word : BacklogWord.values()) {
      String use = (word.word() + " " + word.takes()).strip();
      text.append("\n  ").append(use).repeat(' ', USE - use.length()).append(word.about());
    }
    return text.toString();
  }

  @Override
  public String example() {
    return "pawl backlog add Make the search faster --impact high --tag search";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .values("STATUS", "list: items with this status", "--status")
        .values("KEY=VALUE", "list: items like impact=high,medium", "--only")
        .option("FORMAT", "list: table, json, ndjson, csv or tsv; show: table or json", "--format")
        .option("TEXT", "edit: what it is called", "--title")
        .option("TEXT", "add, edit: what it is about", "--description")
        .option("SIZE", "add, edit: small, medium or large", "--size")
        .option("LEVEL", "add, edit: low, medium or high", "--complexity")
        .option("LEVEL", "add, edit: low, medium or high", "--risk")
        .option("LEVEL", "add, edit: low, medium or high", "--impact")
        .option("NAME", "add: the pipeline it is meant for", "--pipeline")
        .values(
            "ID", "add, edit: an item that must be done before; edit: '' for none", "--depends-on")
        .values("WORD", "add, edit: a word to find it by; edit: '' for none", "--tag")
        .flag("edit: a person must approve it", "--review")
        .flag("edit: nobody must approve it", "--no-review")
        .option("TEXT", "edit, unblock, complete: for whoever goes on with it", "--notes")
        .option("NAME", "approve: who does (default: git's user.name)", "--by")
        .option("PHASE", "advance: to this phase (default: the next one)", "--to")
        .arguments("ARG");
  }

  @Override
  public List<String> words(String option) {
    return switch (option) {
      case "--format" -> Format.names();
      case "--status" -> STATUSES;
      case "--size" -> SIZES;
      case "--complexity", "--risk", "--impact" -> LEVELS;
      default -> List.of();
    };
  }

  @Override
  public int run(Call call) throws IOException {
    List<String> arguments = call.arguments();
    BacklogWord word =
        arguments.isEmpty() ? BacklogWord.LIST : BacklogWord.named(arguments.getFirst());
    List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    check(call, word, rest);
    switch (word) {
      case LIST -> ItemListing.write(BacklogAt.read(call));
      case SHOW -> ItemView.write(BacklogAt.read(call), rest.getFirst());
      case WHY -> ItemCauses.write(BacklogAt.read(call), rest.getFirst());
      default -> change(call, word, rest);
    }
    return ExitCode.FINE;
  }

  private static void change(Call call, BacklogWord word, List<String> rest) throws IOException {
    BacklogWish wish = new BacklogWish(call, word, rest);
    BacklogDesk.Changed changed = BacklogDesk.of(call).change(wish);
    if (!call.options().quiet()) {
      call.say(changed.words());
    }
    if (changed.added().isPresent()) {
      call.out().write(changed.added().get() + "\n");
    }
  }

  private static void check(Call call, BacklogWord word, List<String> rest) {
    for (String option : call.given()) {
      if (!word.has(option)) {
        throw Refusal.usage(
            "backlog %s: %s is for %s".formatted(word.word(), option, BacklogWord.with(option)));
      }
    }
    if (word == BacklogWord.SHOW) {
      call.word("--format", SHOW_FORMATS);
    }
    if (word.isAboutItem() && rest.isEmpty()) {
      throw Refusal.usage(
          "backlog %s: which item? 'pawl backlog' lists them".formatted(word.word()));
    }
    boolean goesOn = word.takes().endsWith("...");
    int most = word.isAboutItem() ? 1 : 0;
    if (!goesOn && rest.size() > most) {
      throw Refusal.usage(
          "backlog %s: '%s' is one too many, it takes %s"
              .formatted(
                  word.word(), rest.get(most), word.takes().isEmpty() ? "none" : word.takes()));
    }
  }
}
