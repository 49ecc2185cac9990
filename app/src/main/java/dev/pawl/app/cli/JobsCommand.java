package dev.pawl.app.cli;

import dev.pawl.app.format.Format;
import dev.pawl.model.JobStatus;
import dev.pawl.run.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl jobs}: runs and their jobs, newest run first. */
final class JobsCommand implements Subcommand {
  private static final List<String> STATUSES =
      Stream.of(JobStatus.values()).map(JobStatus::wire).toList();

  @Override
  public String synopsis() {
    return "jobs [OPTIONS]";
  }

  @Override
  public String example() {
    return "pawl jobs --last 1 --status failed";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .option("RUN", "Runs whose id begins so, or 'last'", "--run")
        .option("STATUS", "Jobs with this status", "--status")
        .option("NAME", "Runs of this workflow", "--workflow")
        .option("N", "The newest N runs (default: what runs, and the newest 10)", "--last")
        .flag("All runs", "--all")
        .option("FORMAT", "The form: table, json, ndjson, csv or tsv", "--format");
  }

  @Override
  public List<String> words(String option) {
    return switch (option) {
      case "--format" -> Format.names();
      case "--status" -> STATUSES;
      default -> List.of();
    };
  }

  @Override
  public int run(Call call) throws IOException {
    Format format = Format.named(call.word("--format", Format.names()).orElse("table"));
    Optional<String> status = call.word("--status", STATUSES);
    RunFilter filter =
        new RunFilter(
            call.value("--run"),
            status.flatMap(JobStatus::ofWire),
            call.value("--workflow"),
            call.count("--last", 1),
            call.flag("--all"));
    Path project = ProjectAt.folder(call);
    RunRecords records = new RunRecords(project, call);
    List<RunReport> runs = filter.of(records);
    JobListing.write(call, format, runs, project);
    if (runs.isEmpty() && format == Format.TABLE && !call.options().quiet()) {
      call.say("no runs" + (filter.isOpen() ? " yet" : " that match"));
    }
    return ExitCode.FINE;
  }
}
