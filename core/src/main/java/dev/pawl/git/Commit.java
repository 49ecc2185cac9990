package dev.pawl.git;

/**
 * A commit.
 *
 * @param hash in full
 * @param subject its first line
 */
public record Commit(String hash, String subject) {}
