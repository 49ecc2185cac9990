package dev.pawl.run;

import org.jspecify.annotations.Nullable;

/** One item that lives or waits for its next attempt. Changed only by {@link LoopRow}. */
final class ItemRow {
  final Item item;
  int attempt;
  boolean live;
  boolean started;
  @Nullable StopCause stop;
  @Nullable Alarm alarm;

  ItemRow(Item item) {
    this.item = item;
  }
}
