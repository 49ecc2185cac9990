package dev.pawl.backlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes items of the further work that a phase has found. */
final class FollowUps {
  private FollowUps() {}

  /**
   * Adds what is not there yet, so many at most.
   *
   * @return what was left out, a line each
   */
  static List<String> add(TransitionDraft draft, PhaseResult result, int most, Instant now) {
    List<String> left = new ArrayList<>();
    int added = 0;
    for (PhaseResult.FollowUp one : result.followUps()) {
      Optional<Item> twin = open(draft.backlog(), one.title());
      if (one.title().isBlank()) {
        left.add("a follow-up without a title is not added");
      } else if (twin.isPresent()) {
        left.add("follow-up '" + one.title() + "' is not added: it is " + twin.get().id());
      } else if (added == most) {
        left.add(
            "follow-up '" + one.title() + "' is not added: one phase may bring " + most + " items");
      } else {
        draft.put(item(draft, result, one, now));
        added++;
      }
    }
    return left;
  }

  private static Item item(
      TransitionDraft draft, PhaseResult result, PhaseResult.FollowUp one, Instant now) {
    String text =
        one.context().isBlank()
            ? one.description()
            : (one.description() + "\n\n" + one.context()).strip();
    return new ItemDraft(draft.nextId(), one.title())
        .assessments(one.assessments())
        .description(text.isBlank() ? Description.NONE : new Description.Text(text))
        .origin(result.item() + "/" + result.phase())
        .created(now)
        .updated(now)
        .item();
  }

  private static Optional<Item> open(Backlog backlog, String title) {
    String plain = plain(title);
    return backlog.items().stream()
        .filter(item -> !item.isDone() && plain(item.title()).equals(plain))
        .findFirst();
  }

  /** Case, punctuation and blanks aside, unless it is made of them. */
  private static String plain(String title) {
    StringBuilder text = new StringBuilder();
    title
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(text::appendCodePoint);
    return text.isEmpty() ? title.strip() : text.toString();
  }
}
