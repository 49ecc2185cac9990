package dev.pawl.ledger;

/**
 * What makes an item the same one in another run.
 *
 * @param occurrence 1 for the first item of this name in the list, 2 for the second
 */
record ItemKey(String name, int occurrence) {}
