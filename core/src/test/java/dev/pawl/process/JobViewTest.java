package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job sees from inside. */
class JobViewTest {
  @TempDir Path folder;

  private String output(String script) throws Exception {
    try (ProcessesFixture fixture = new ProcessesFixture(folder)) {
      SpawnRequest request = fixture.script(script);
      fixture.run(request);
      return Files.readString(fixture.log(request.scope()));
    }
  }

  @Test
  @DisplayName("J63 no descriptor above 2 is inherited")
  void noDescriptorAboveTwoIsInherited() throws Exception {
    try (var open = Files.newByteChannel(Files.createFile(folder.resolve("open")))) {
      assertTrue(open.isOpen());
      String names = "for n in $(seq 0 99); do [ -e /proc/$$/fd/$n ] && echo $n; done; true";
      assertEquals("0\n1\n2\n", output(names));
    }
  }

  @Test
  @DisplayName("J63 no signal is blocked or ignored")
  void noSignalIsBlockedOrIgnored() throws Exception {
    assertEquals(
        "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n",
        output("exec grep -E 'SigBlk|SigIgn' /proc/self/status"));
  }

  @Test
  @DisplayName("J63 the limit of open files is the caller's")
  void theLimitOfOpenFilesIsTheCallers() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "ulimit -n").start();
    String callers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(callers, output("ulimit -n"));
  }

  @Test
  @DisplayName("J63 /dev/stdout and /dev/stderr are usable")
  void devStdoutIsUsable() throws Exception {
    assertEquals("a\nb\n", output("echo a >/dev/stdout; echo b >/dev/stderr"));
  }

  @Test
  @DisplayName("J63 it leads a session of its own")
  void itLeadsASessionOfItsOwn() throws Exception {
    String[] stat = output("read -r line </proc/$$/stat; echo $line").split(" ");
    assertEquals(stat[0], stat[4]);
    assertEquals(stat[0], stat[5]);
  }

  @Test
  @DisplayName("J24 its stdin is empty")
  void itsStdinIsEmpty() throws Exception {
    assertEquals("end\n", output("cat; echo end"));
  }

  @Test
  @DisplayName("J35 variables arrive unchanged, its own over the run's")
  void variablesArriveUnchanged() throws Exception {
    String odd = "it's \"q\" $(x)\nsecond é";
    try (ProcessesFixture fixture = new ProcessesFixture(folder)) {
      Scope scope = fixture.nextScope();
      Environment base = Environment.inherited().with(Map.of("A", "base", "B", "base"));
      Program program =
          new Program(
              List.of("sh", "-c", "printf '%s|%s|%s' \"$A\" \"$B\" \"$PAWL_SCOPE\""),
              base,
              Map.of("A", odd),
              folder);
      Output log = new Output.Log(fixture.log(scope), 1 << 20, false);
      fixture.run(new SpawnRequest(scope, program, log, false, ProcessesFixture.GRACE));
      assertEquals(odd + "|base|" + cookie(scope), Files.readString(fixture.log(scope)));
    }
  }

  /** Behind the scope that this test itself runs in, when it is a part of a job. */
  private static String cookie(Scope scope) {
    String outer = Environment.inherited().get(Scope.VARIABLE);
    return outer == null || outer.isEmpty() ? scope.text() : outer + "," + scope;
  }
}
