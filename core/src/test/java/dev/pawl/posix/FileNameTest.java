package dev.pawl.posix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileNameTest {
  @Test
  void everyNameHasATextOfItsOwnAndTheWayBackIsExact() {
    Random random = new Random(7);
    byte[] likely = {'a', '/', (byte) 0xc3, (byte) 0xa4, (byte) 0xed, (byte) 0xb2, (byte) 0x80};
    Set<String> texts = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      byte[] name = new byte[random.nextInt(8)];
      for (int at = 0; at < name.length; at++) {
        boolean any = random.nextBoolean();
        name[at] = any ? (byte) random.nextInt(256) : likely[random.nextInt(likely.length)];
      }
      String text = FileName.text(name, 0, name.length);
      assertArrayEquals(name, FileName.bytes(text));
      texts.add(text);
      names.add(new String(name, StandardCharsets.ISO_8859_1));
    }
    assertEquals(names.size(), texts.size());
    assertTrue(texts.size() > 1000);
  }

  @Test
  void whatIsUtf8IsReadAsSuch() {
    for (String text : new String[] {"", "a", "\u00e4/\u20ac", "\ud83d\ude00", "\ufffd"}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertEquals(text, FileName.text(bytes, 0, bytes.length));
      assertArrayEquals(bytes, FileName.bytes(text));
    }
    assertEquals("\udcff\u00e4", FileName.text(new byte[] {-1, (byte) 0xc3, (byte) 0xa4}, 0, 3));
  }
}
