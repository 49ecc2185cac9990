package dev.pawl.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void compactHasNoSpace() {
    assertEquals(
        "{\"a\":[1,\"x\",[],{\"b\":true,\"c\":0.5},{}],\"d\":{}}", document(new JsonWriter(false)));
  }

  @Test
  void indentedKeepsListsOfScalarsOnALine() {
    assertEquals(
        """
        {
          "a": [1, "x", [],
            {
              "b": true,
              "c": 0.5
            },
            {}
          ],
          "d": {}
        }\
        """,
        document(new JsonWriter(true)));
  }

  private static String document(JsonWriter out) {
    out.object().name("a").list().value(1).value("x").list().end();
    out.object().name("b").value(true).name("c").value(0.5).end();
    out.object().end().end();
    out.name("d").object().end().end();
    return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
  }
}
