package dev.pawl.app.cli;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Filter;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.WorkOrder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code pawl triage}: work that is restricted to new items. One that has been triaged is new no
 * more, so it ends when all have been.
 */
final class TriageCommand implements Subcommand {
  private static final Filter NEW =
      new Filter(List.of(new Filter.Rule("status", Set.of(ItemStatus.NEW.wire()))));

  @Override
  public String synopsis() {
    return "triage [OPTIONS]";
  }

  @Override
  public String example() {
    return "pawl triage -j 3";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .option("N", "End after N items", "--cap")
        .option("N", "Have at most N agents at work", "-j")
        .flag("Work in the background, and return at once", "--detach")
        .flag("Tell what would be done and why the rest waits, start nothing", "--dry-run");
  }

  @Override
  public int run(Call call) throws IOException {
    return WorkCommand.run(call, backlog -> order(call, backlog));
  }

  private static Optional<WorkOrder> order(Call call, Backlog backlog) {
    if (backlog.items().stream().anyMatch(NEW::takes)) {
      return Optional.of(new WorkOrder(List.of(), NEW, false));
    }
    if (!call.options().quiet()) {
      call.say("no item is new");
    }
    return Optional.empty();
  }
}
