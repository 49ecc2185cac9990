package dev.pawl.ledger;

import dev.pawl.content.ContentReference;

/** Contents as the other packages know them. */
final class References {
  private References() {}

  static ContentReference of(Content content) {
    return switch (content) {
      case Content.Fixed fixed -> fixed.reference;
      case Content.Folder folder -> folder.reference;
    };
  }
}
