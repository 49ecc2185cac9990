package dev.pawl.coordinator;

import dev.pawl.content.SetHash;
import dev.pawl.item.ItemKey;
import dev.pawl.model.Secrets;
import dev.pawl.run.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The items of a loop, as they were listed. */
final class LoopItems {
  private static final int LONGEST_LABEL = 60;
  private final List<String> texts;
  private final List<ItemKey> keys;

  private LoopItems(List<String> texts, List<ItemKey> keys) {
    this.texts = texts;
    this.keys = keys;
  }

  /** In what is recorded of them secrets are masked. */
  static LoopItems of(ItemSource.Found found, Secrets secrets) {
    List<String> named = found.texts().stream().map(secrets::scrub).toList();
    return new LoopItems(found.texts(), ItemKey.of(named, found.contents()));
  }

  int count() {
    return keys.size();
  }

  /** The text that the command gets; {@code index} counts from 1. */
  String text(int index) {
    return texts.get(index - 1);
  }

  ItemKey key(int index) {
    return keys.get(index - 1);
  }

  List<ItemKey> keys() {
    return keys;
  }

  /** Those that are neither completed nor under way, in their order. */
  List<Item> missing(Set<ItemKey> completed, Set<ItemKey> underWay) {
    List<Item> missing = new ArrayList<>();
    for (int index = 1; index <= keys.size(); index++) {
      if (!completed.contains(key(index)) && !underWay.contains(key(index))) {
        missing.add(new Item(index, label(key(index).text())));
      }
    }
    return missing;
  }

  /** Fit for one line: escapes for what is no text, and not too long. */
  static String label(String text) {
    StringBuilder label = new StringBuilder();
    for (int at = 0; at < text.length() && label.length() < LONGEST_LABEL; at++) {
      char c = text.charAt(at);
      switch (c) {
        case '\n' -> label.append("\\n");
        case '\r' -> label.append("\\r");
        case '\t' -> label.append("\\t");
        default -> label.append(Character.isISOControl(c) ? '?' : c);
      }
    }
    if (text.contentEquals(label)) {
      return text.isEmpty() ? "''" : text;
    }
    return label.length() >= text.length() ? label.toString() : label + "...";
  }

  /** The same for the same items, whatever their order. */
  String hash() {
    SetHash hash = new SetHash();
    for (ItemKey key : keys) {
      hash.add(key.text(), Integer.toString(key.occurrence()), key.content());
    }
    return hash.toString();
  }
}
