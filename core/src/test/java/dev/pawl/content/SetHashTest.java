package dev.pawl.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SetHashTest {
  private static String hash(String[]... members) {
    SetHash hash = new SetHash();
    for (String[] member : members) {
      hash.add(member);
    }
    return hash.toString();
  }

  private static String[] of(String... texts) {
    return texts;
  }

  @Test
  void theOrderOfTheMembersDoesNotMatter() {
    String hash = hash(of("a", "1"), of("b", "2"));
    assertEquals(hash, hash(of("b", "2"), of("a", "1")));
    assertNotEquals(hash, hash(of("a", "2"), of("b", "1")));
    assertNotEquals(hash, hash(of("a", "1")));
    assertNotEquals(hash, hash(of("1", "a"), of("2", "b")));
    assertNotEquals(hash(of("ab", "c")), hash(of("a", "bc")));
    assertEquals(32, hash.length());
  }

  @Test
  void namesThatAreNoUtf8AreToldApart() {
    assertNotEquals(hash(of("a\udcff")), hash(of("a\udcfe")));
  }

  @Test
  void whatWasRecordedStaysTheSame() {
    assertEquals("16d63b4f86bae60f9be1196671d7f9d2", hash(of("a", "", "1"), of("b", "", "1")));
    assertEquals("00000000000000000000000000000000", hash());
  }
}
