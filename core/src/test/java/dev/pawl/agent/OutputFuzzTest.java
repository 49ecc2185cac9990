package dev.pawl.agent;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.AgentSetting.Start;
import dev.pawl.backlog.ItemId;
import dev.pawl.process.ExitStatus;
import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import dev.pawl.testing.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as what an agent has printed. */
public final class OutputFuzzTest {
  private static final Scratch SCRATCH = new Scratch();
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-21T17:30:00Z[UTC]");
  private static final AgentSetting OWN =
      new AgentSetting(
          new AgentName("mine"),
          new Start.Command(List.of("./agent.sh")),
          Optional.empty(),
          Map.of(),
          List.of("quota of the .* used up", "(x+x+)+y"),
          List.of("^GPU \\d is gone"),
          false);

  @TestFactory
  Stream<DynamicTest> everyOutputHasAMeaningThatCanBeRecorded() throws IOException {
    return KeptInputs.of(OutputFuzzTest.class, OutputFuzzTest::fuzzerTestOneInput);
  }

  /** After every kind of end. */
  public static void fuzzerTestOneInput(byte[] input) {
    Path log = SCRATCH.file("log", input);
    check(AgentSetting.of(Preset.CLAUDE), new Ending(exit(1), false, log, none()));
    check(OWN, new Ending(exit(0), false, log, none()));
    check(OWN, new Ending(Optional.empty(), true, log, none()));
  }

  private static Optional<ExitStatus> exit(int code) {
    return Optional.of(ExitStatus.exited(code));
  }

  private static Path none() {
    return SCRATCH.folder().resolve("none");
  }

  private static void check(AgentSetting agent, Ending ending) {
    PhaseReport report =
        PhaseReport.read(Assignment.phase(agent, new ItemId("WRK-007"), "build"), ending, NOW);
    Harmless.check(
        switch (report) {
          case PhaseReport.Result _ -> throw new AssertionError("there is no result");
          case PhaseReport.BadResult bad -> bad.reason();
          case PhaseReport.Missing missing -> missing.reason();
          case PhaseReport.Unavailable gone -> gone.reason();
          case PhaseReport.UsageLimit limit -> limit.reason();
        });
    Usage usage = report.usage();
    double cost = usage.cost().orElse(0);
    if (!Double.isFinite(cost) || cost < 0 || usage.inputTokens() < 0 || usage.outputTokens() < 0) {
      throw new AssertionError("nobody uses this: " + usage);
    }
  }
}
