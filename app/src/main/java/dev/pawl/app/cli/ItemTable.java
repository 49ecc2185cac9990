package dev.pawl.app.cli;

import dev.pawl.app.format.Palette;
import dev.pawl.app.format.Palette.Tone;
import dev.pawl.app.format.TableText;
import dev.pawl.app.format.TableText.Cell;
import dev.pawl.backlog.Dimension;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemStatus;
import java.util.List;

/** {@code pawl backlog list} for people: a line for each item; one that is blocked says why. */
final class ItemTable {
  private static final String INDENT = "  ";

  private ItemTable() {}

  static TableText of(List<Item> items, Palette palette) {
    TableText table =
        new TableText(palette, "ID", "STATUS", "PIPELINE", "PHASE", "SIZE", "IMPACT", "TITLE");
    for (Item item : items) {
      table.row(
          List.of(
              Cell.of(item.id().value()),
              new Cell(item.status().wire(), tone(item.status())),
              Cell.of(item.pipeline().map(Object::toString).orElse("")),
              Cell.of(item.position().map(Object::toString).orElse("")),
              Cell.of(item.assessments().word(Dimension.SIZE).orElse("")),
              Cell.of(item.assessments().word(Dimension.IMPACT).orElse("")),
              Cell.of(item.title())));
      item.block()
          .ifPresent(block -> table.note(new Cell(INDENT + line(block.reason()), Tone.FAINT)));
    }
    return table;
  }

  private static String line(String reason) {
    return reason.strip().replaceAll("\\s+", " ");
  }

  static Tone tone(ItemStatus status) {
    return switch (status) {
      case IN_PROGRESS, SCOPING -> Tone.BUSY;
      case BLOCKED -> Tone.CAREFUL;
      case DONE -> Tone.GOOD;
      case NEW, READY -> Tone.NONE;
    };
  }
}
