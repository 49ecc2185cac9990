package dev.pawl.backlog;

import java.util.Optional;
import java.util.function.Function;

/** Looks an enum constant up by its name in files. */
final class Wire {
  private Wire() {}

  static <E> Optional<E> find(E[] values, Function<E, String> wire, String text) {
    for (E value : values) {
      if (wire.apply(value).equals(text)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
