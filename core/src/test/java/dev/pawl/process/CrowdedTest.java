package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrowdedTest {
  @TempDir Path temp;

  @Test
  void aProcessWithoutADescriptorLeftStillSeesWhoLives() throws Exception {
    List<String> command = new ArrayList<>(List.of("prlimit", "--nofile=64:64"));
    ProcessBuilder builder = JavaMain.of(CrowdedMain.class, temp, List.of());
    command.addAll(builder.command());

    int exit = builder.command(command).start().waitFor();

    String told = Files.readString(temp.resolve("coordinator.log"));
    assertEquals("true 1\ntrue 1\n", told);
    assertEquals(0, exit, told);
  }
}
