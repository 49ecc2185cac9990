package dev.pawl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AddressTest {
  private static Address address(String run, String job, int attempt) {
    return new Address(
        Optional.ofNullable(run),
        Optional.ofNullable(job),
        attempt == 0 ? OptionalInt.empty() : OptionalInt.of(attempt));
  }

  @Test
  void everyFormIsTakenApart() {
    assertEquals(address(null, "test", 0), Address.parse("test"));
    assertEquals(address(null, "test", 2), Address.parse("test@2"));
    assertEquals(address("2026", "test", 0), Address.parse("2026:test"));
    assertEquals(address("last", "test", 12), Address.parse("last:test@12"));
    assertEquals(address("last", null, 0), Address.parse("last"));
  }

  @Test
  void whatIsNoAddressIsRefusedWithTheForms() {
    for (String wrong : List.of("", ":", "x:", ":x", "x@", "x@0", "x@y", "@1", "a:@1")) {
      Refusal refusal = assertThrows(Refusal.class, () -> Address.parse(wrong), wrong);
      assertEquals(ExitCode.USAGE, refusal.exitCode());
      assertEquals(
          "pawl: '" + wrong + "' is no address: expected [RUN:]JOB[@N], RUN or last",
          refusal.text());
    }
  }
}
