package dev.pawl.app.format;

import java.util.List;

/** Records inside a record: objects in JSON, their number elsewhere. */
public record Nested<T>(List<Column<T>> columns, List<T> records) {
  @Override
  public String toString() {
    return Integer.toString(records.size());
  }
}
