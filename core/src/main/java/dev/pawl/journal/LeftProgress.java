package dev.pawl.journal;

import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.RunId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What jobs have told last whose end is not recorded: they live, or their coordinator was killed.
 * The folder of each run is listed once, so this is good for one look. Changes no byte.
 */
public final class LeftProgress {
  private final Path project;
  private final UnaryOperator<String> mask;
  private final Map<String, Map<String, Integer>> attempts = new HashMap<>();

  /**
   * @param mask takes the secrets out of a line
   */
  public LeftProgress(Path project, UnaryOperator<String> mask) {
    this.project = project;
    this.mask = mask;
  }

  /** The progress of a job in a run; both may be any text. */
  public Optional<JobProgress> of(String run, String job) {
    if (!RunId.isRunId(run)) {
      return Optional.empty();
    }
    RunFolder folder = new RunFolder(project, new RunId(run));
    Integer attempt = attempts.computeIfAbsent(run, _ -> newest(folder)).get(job);
    return attempt == null ? Optional.empty() : folder.progress(new JobName(job), attempt, mask);
  }

  /** The newest attempt of each job that has told anything. */
  private static Map<String, Integer> newest(RunFolder folder) {
    Map<String, Integer> newest = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.logs())) {
      for (Path file : files) {
        RunFolder.toldBy(String.valueOf(file.getFileName()))
            .ifPresent(one -> newest.merge(one.job().value(), one.attempt(), Math::max));
      }
    } catch (IOException | DirectoryIteratorException e) {
      return newest; // removed, or never made
    }
    return newest;
  }
}
