package dev.pawl.app.format;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** One record inside a record: an object in JSON, the texts of its values elsewhere. */
public record Inner<T>(List<Column<T>> columns, T one) {
  @Override
  public String toString() {
    return columns.stream()
        .map(column -> column.value().apply(one))
        .filter(Objects::nonNull)
        .map(Values::text)
        .collect(Collectors.joining(" "));
  }
}
