package dev.pawl.app.cli;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.NewItem;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Size;
import dev.pawl.git.Git;
import dev.pawl.git.GitException;
import dev.pawl.model.NamePattern;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a person asks of the backlog, understood. */
final class BacklogWish {
  private final Call call;
  private final BacklogWord word;
  private final List<String> arguments;

  /**
   * A call that has been checked against its word.
   *
   * @param arguments behind the word
   */
  BacklogWish(Call call, BacklogWord word, List<String> arguments) {
    this.call = call;
    this.word = word;
    this.arguments = arguments;
  }

  /**
   * The change.
   *
   * @param project where git is asked who approves
   */
  BacklogChange change(Path project) {
    return switch (word) {
      case ADD -> new BacklogChange.Add(newItem());
      case EDIT -> edit();
      case BLOCK -> new BacklogChange.Block(item(), words("a reason"));
      case UNBLOCK -> new BacklogChange.Unblock(item(), notes());
      case APPROVE -> new BacklogChange.Approve(item(), approver(project));
      case ADVANCE -> new BacklogChange.Advance(item(), phase());
      case COMPLETE -> new BacklogChange.Complete(item(), notes());
      case CLOSE -> new BacklogChange.Close(item(), words("a reason"));
      case LIST, SHOW, WHY -> throw new IllegalStateException(word + " changes nothing");
    };
  }

  private ItemId item() {
    return BacklogAt.id(arguments.getFirst());
  }

  private NewItem newItem() {
    return new NewItem(
        words("a title"),
        call.value("--description")
            .<Description>map(Description.Text::new)
            .orElse(Description.NONE),
        assessments(),
        call.value("--pipeline").map(name -> new PipelineName(name("--pipeline", name))),
        needs().orElse(List.of()),
        tags().orElse(Set.of()),
        "");
  }

  private BacklogChange.Edit edit() {
    if (call.given().isEmpty()) {
      throw usage("what? For example: --title TEXT, --impact high, --depends-on ID");
    }
    if (call.flag("--review") && call.flag("--no-review")) {
      throw usage("--review and --no-review exclude each other");
    }
    Optional<Boolean> review =
        call.flag("--review") || call.flag("--no-review")
            ? Optional.of(call.flag("--review"))
            : Optional.empty();
    return new BacklogChange.Edit(
        item(),
        call.value("--title").map(this::title),
        call.value("--description").map(Description.Text::new),
        assessments(),
        needs(),
        tags(),
        review,
        call.value("--notes"));
  }

  private Assessments assessments() {
    return new Assessments(
        call.word("--size", BacklogCommand.SIZES).flatMap(Size::ofWire),
        level("--complexity"),
        level("--risk"),
        level("--impact"));
  }

  private Optional<Level> level(String option) {
    return call.word(option, BacklogCommand.LEVELS).flatMap(Level::ofWire);
  }

  /** An empty text alone takes all away. */
  private Optional<List<ItemId>> needs() {
    return several("--depends-on")
        .map(names -> List.copyOf(new LinkedHashSet<>(names)).stream().map(BacklogAt::id).toList());
  }

  private Optional<Set<String>> tags() {
    return several("--tag").map(LinkedHashSet::new);
  }

  private Optional<List<String>> several(String option) {
    List<String> values = call.values(option);
    boolean none = word == BacklogWord.EDIT && values.equals(List.of(""));
    if (!none && values.stream().anyMatch(String::isBlank)) {
      throw usage(option + " is empty");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(none ? List.of() : values);
  }

  private Optional<PhaseName> phase() {
    return call.value("--to").map(name -> new PhaseName(name("--to", name)));
  }

  private String name(String option, String name) {
    if (!NamePattern.matches(name)) {
      throw usage(option + " '" + name + "' is not a name: " + NamePattern.RULE);
    }
    return name;
  }

  private String notes() {
    return call.value("--notes").orElse("");
  }

  /** The rest of the arguments as one text. */
  private String words(String what) {
    int from = word.isAboutItem() ? 1 : 0;
    String text = String.join(" ", arguments.subList(from, arguments.size())).strip();
    if (text.isEmpty()) {
      throw usage(what + " is missing");
    }
    return word == BacklogWord.ADD ? title(text) : text;
  }

  private String title(String text) {
    if (text.isBlank()) {
      throw usage("the title is empty");
    }
    if (text.lines().count() > 1) {
      throw usage("a title is one line; --description takes more");
    }
    return text.strip();
  }

  /** Who git says it is, else whose program this is. */
  private String approver(Path project) {
    return call.value("--by")
        .or(() -> gitUser(project))
        .or(() -> Optional.ofNullable(call.caller().environment().get("USER")))
        .filter(name -> !name.isBlank())
        .orElseThrow(() -> usage("who approves it? Give --by NAME"));
  }

  private static Optional<String> gitUser(Path project) {
    try (Git git = Git.in(project)) {
      return git.userName();
    } catch (GitException e) {
      return Optional.empty(); // there is no git
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.refused("interrupted");
    }
  }

  private Refusal usage(String message) {
    return Refusal.usage("backlog " + word.word() + ": " + message);
  }
}
