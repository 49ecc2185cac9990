package dev.pawl.ledger;

/** The work on one item. */
@FunctionalInterface
public interface ItemWork<T> {
  /**
   * Does it. Returning completes the item, and nothing else does.
   *
   * @throws Exception if it could not be done: the item stays missing
   */
  void run(T item) throws Exception;
}
