package dev.pawl.agent;

import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.PipelineName;
import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import dev.pawl.testing.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as the result of an agent. */
public final class ResultFuzzTest {
  private static final Scratch SCRATCH = new Scratch();
  private static final ItemId ITEM = new ItemId("WRK-007");
  private static final AgentSetting AGENT = AgentSetting.of(Preset.CLAUDE);
  private static final Assignment BUILD = Assignment.phase(AGENT, ITEM, "build");
  private static final Assignment TRIAGE =
      Assignment.triage(AGENT, ITEM, List.of(new PipelineName("feature"), new PipelineName("fix")));

  @TestFactory
  Stream<DynamicTest> everyResultIsTakenOrRefusedInOneHarmlessLine() throws IOException {
    return KeptInputs.of(ResultFuzzTest.class, ResultFuzzTest::fuzzerTestOneInput);
  }

  /** As the result of a phase, and of a triage. */
  public static void fuzzerTestOneInput(byte[] input) {
    Path file = SCRATCH.file("result.json", input);
    for (Assignment assignment : List.of(BUILD, TRIAGE)) {
      switch (ResultFile.read(file, assignment)) {
        case ResultFile.Valid(PhaseResult result) -> check(result);
        case ResultFile.Wrong(String reason) -> Harmless.check(reason);
        case ResultFile.None _ -> throw new AssertionError("there is a file");
      }
    }
  }

  private static void check(PhaseResult result) {
    if (result.summary().isBlank() || result.summary().lines().count() > 1) {
      throw new AssertionError("a summary is one line: " + result.summary());
    }
    result
        .followUps()
        .forEach(followUp -> {
          if (followUp.title().isBlank()) {
            throw new AssertionError("a follow-up without a title");
          }
        });
  }
}
