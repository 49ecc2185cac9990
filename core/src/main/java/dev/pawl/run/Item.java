package dev.pawl.run;

/**
 * One item of a loop, as the engine knows it.
 *
 * @param index its place in the list, from 1; below 0 of one that was adopted: it was started
 *     before there was a list
 * @param label its text made fit for one line of a reason
 */
public record Item(int index, String label) {}
