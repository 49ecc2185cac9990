package dev.pawl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  @DisplayName("J53 a variable is secret by the end of its name, in any case")
  void aVariableIsSecretByTheEndOfItsName() {
    for (String name : List.of("GH_TOKEN", "gh_token", "A_Secret", "API_KEY", "DB_PASSWORD")) {
      assertTrue(Secrets.isSecretName(name), name);
    }
    for (String name : List.of("TOKEN", "MONKEY", "TOKEN_FILE", "PASSWORD", "")) {
      assertFalse(Secrets.isSecretName(name), name);
    }
  }

  @Test
  @DisplayName("J53 a secret value of 8 or more characters becomes *** wherever it stands")
  void aSecretValueIsReplacedWhereverItStands() {
    Secrets secrets = Secrets.in(List.of(Map.of("GH_TOKEN", "abcdefgh", "HOME", "/home/someone")));
    assertEquals(
        "curl -H ***:***x /home/someone",
        secrets.scrub("curl -H abcdefgh:abcdefghx /home/someone"));
  }

  @Test
  void aShortSecretIsNotSearched() {
    assertSame(Secrets.NONE, Secrets.in(List.of(Map.of("GH_TOKEN", "abcdefg"))));
  }

  @Test
  void theLongerOfTwoSecretsGoesFirst() {
    Secrets secrets =
        Secrets.in(List.of(Map.of("A_KEY", "12345678"), Map.of("B_KEY", "1234567890")));
    assertEquals("*** ***", secrets.scrub("1234567890 12345678"));
  }
}
