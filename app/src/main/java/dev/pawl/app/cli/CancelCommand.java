package dev.pawl.app.cli;

import dev.pawl.app.server.ControlClient;
import dev.pawl.app.server.ControlClient.Order;
import dev.pawl.app.server.ControlClient.Reply;
import dev.pawl.model.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code pawl cancel}: ends runs, or jobs of theirs, and waits until they are gone. Ctrl+C ends the
 * waiting only.
 */
final class CancelCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "cancel ADDRESS | --tag T | --workflow W | --all";
  }

  @Override
  public String example() {
    return "pawl cancel last";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .option("T", "The jobs with this tag, in every run that goes on", "--tag")
        .option("W", "The runs of this workflow", "--workflow")
        .flag("All runs", "--all")
        .argument("ADDRESS");
  }

  @Override
  public int run(Call call) throws IOException {
    call.caller().signals().endProgram();
    checkOne(call);
    Path project = ProjectAt.folder(call);
    UnseenRuns.tell(call, project);
    RunRecords records = new RunRecords(project, call);
    List<Cancellation> targets = targets(call, new CancelTargets(call, project, records));
    if (targets.isEmpty()) {
      if (!call.options().quiet()) {
        call.say("nothing to cancel");
      }
      return ExitCode.FINE;
    }
    try {
      return cancel(new CancelWait(call, records), records, targets);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.refused("interrupted");
    }
  }

  private static void checkOne(Call call) {
    long given =
        Stream.of(call.argument(), call.value("--tag"), call.value("--workflow"))
                .filter(Optional::isPresent)
                .count()
            + (call.flag("--all") ? 1 : 0);
    if (given == 0) {
      throw Refusal.usage("cancel: what? For example: pawl cancel last");
    }
    if (given > 1) {
      throw Refusal.usage("cancel: expected one of ADDRESS, --tag, --workflow and --all");
    }
  }

  private static List<Cancellation> targets(Call call, CancelTargets targets) {
    if (call.argument().isPresent()) {
      return List.of(targets.at(call.argument().get()));
    }
    return call.value("--tag")
        .map(targets::withTag)
        .or(() -> call.value("--workflow").map(targets::ofWorkflow))
        .orElseGet(targets::all);
  }

  private static int cancel(CancelWait wait, RunRecords records, List<Cancellation> targets)
      throws IOException, InterruptedException {
    List<Order> orders = targets.stream().map(one -> new Order(one.folder(), one.jobs())).toList();
    List<Reply> replies =
        ControlClient.send(
            orders,
            folder -> {
              synchronized (records) {
                return records
                    .report(folder)
                    .filter(run -> run.status() == RunStatus.RUNNING)
                    .isPresent();
              }
            });
    for (int i = 0; i < targets.size(); i++) {
      switch (replies.get(i)) {
        case Reply.Accepted _ -> wait.watch(targets.get(i));
        case Reply.Refused refused -> wait.watchAtMost(targets.get(i), refused.reason());
        case Reply.Unanswered unanswered -> wait.watchAtMost(targets.get(i), unanswered.reason());
      }
    }
    return wait.await();
  }
}
