package dev.pawl.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a main class of these tests in a virtual machine of its own. */
final class JavaMain {
  private JavaMain() {}

  /** Its working folder is {@code folder}; what it prints goes to {@code coordinator.log} there. */
  static ProcessBuilder of(Class<?> main, Path folder, List<String> arguments) {
    // Whoever runs the tests may ignore signals, as nohup does; a child would inherit that.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal"));
    command.addAll(command(main));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("coordinator.log").toFile());
  }

  static List<String> command(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }
}
