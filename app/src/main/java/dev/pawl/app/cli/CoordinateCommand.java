package dev.pawl.app.cli;

import dev.pawl.app.server.ControlServer;
import dev.pawl.coordinator.Company;
import dev.pawl.coordinator.RunObserver;
import dev.pawl.coordinator.RunOutcome;
import dev.pawl.coordinator.Successor;
import dev.pawl.coordinator.Takeover;
import dev.pawl.journal.Plans;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.model.RunId;
import dev.pawl.model.SafeText;
import dev.pawl.process.OpenFiles;
import dev.pawl.process.Processes;
import dev.pawl.run.Entry;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code pawl _coordinate PROJECT RUN [TIMES]}: a coordinator of its own, which no person starts.
 * Descriptor 3 is the plan with its secrets. What it has to say goes to {@code coordinator.log}.
 *
 * <p>TIMES tells when helpers have started one for this run; they read it, not the coordinator.
 */
final class CoordinateCommand {
  /** The word that listings look for in the table of processes, followed by the run. */
  static final String COMMAND = "_coordinate";

  private static final int HANDOVER = 3;

  /** Where TIMES stands among the arguments. */
  private static final int TIMES = 4;

  private CoordinateCommand() {}

  /** How the program starts one. */
  static Successor successor(Path project) {
    String launcher = System.getProperty("pawl.launcher", "pawl");
    return run -> List.of(launcher, "-C", project.toString(), COMMAND, run.value());
  }

  static boolean isMeant(String... arguments) {
    return arguments.length >= 4 && arguments[2].equals(COMMAND);
  }

  static int run(Caller caller, String... arguments) throws IOException {
    OpenFiles.begin();
    Path project = Path.of(arguments[1]);
    RunFolder folder = new RunFolder(project, new RunId(arguments[3]));
    byte[] plan = Files.readAllBytes(Path.of("/proc/self/fd/" + HANDOVER));
    RunObserver observer = new Log();
    RunOutcome outcome =
        Takeover.run(
            folder,
            Plans.parse(plan),
            new Company(
                observer,
                caller.signals(),
                new ControlServer(observer::notice),
                successor(project)),
            new Processes.Revival(
                successor(project).command(folder.run()),
                arguments.length > TIMES ? arguments[TIMES] : "",
                HANDOVER,
                folder.coordinatorLog()));
    outcome.messages().forEach(observer::notice);
    return outcome.exitCode();
  }

  /** Says what nobody looks at while it happens. */
  private static final class Log implements RunObserver {
    @Override
    public void recorded(RunState state, List<Entry> entries) {}

    @Override
    public void line(JobName job, int attempt, String line) {}

    @Override
    public void notice(String text) {
      System.err.println("pawl: " + SafeText.shown(text));
    }
  }
}
