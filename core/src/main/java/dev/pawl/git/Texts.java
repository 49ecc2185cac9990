package dev.pawl.git;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What git prints with {@code -z}: all of it, or nothing if it is too much. */
final class Texts implements Predicate<String> {
  private static final int MOST_TEXTS = 500_000;
  private static final long MOST_CHARACTERS = 64 << 20;

  private final List<String> texts = new ArrayList<>();
  private long characters;

  @Override
  public boolean test(String text) {
    texts.add(text);
    characters += text.length();
    return !isTooMuch();
  }

  boolean isTooMuch() {
    return texts.size() > MOST_TEXTS || characters > MOST_CHARACTERS;
  }

  List<String> all() {
    return texts;
  }
}
