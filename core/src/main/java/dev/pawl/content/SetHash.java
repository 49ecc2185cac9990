package dev.pawl.content;

import com.dynatrace.hash4j.hashing.HashStream128;

/** The hash of a set of texts, or of tuples of them: the same whatever their order. */
public final class SetHash {
  private final HashStream128 stream = Hash.stream();
  private long high;
  private long low;

  /** Adds a member that is not in the set yet. */
  public void add(String... texts) {
    stream.reset();
    for (String text : texts) {
      stream.putString(text); // with its length
    }
    Hash one = Hash.of(stream);
    high += one.high();
    low += one.low();
  }

  /** 32 lower-case hex digits. */
  @Override
  public String toString() {
    return new Hash(high, low).toString();
  }
}
