package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.e2e.disk.PowerLoss.Moment;
import dev.pawl.e2e.disk.Records.RefusedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a run promises: what was forced to the disk is not lost, and when the user has been told of
 * the end nothing is; a step, an item, a job is done only if its work had ended.
 */
final class RunPromise implements PowerLoss.Promise<RunPromise.Claims> {
  private static final Pattern STEP = Pattern.compile("\"step_name\":\"([^\"]*)\"");

  private final Graph graph;
  private final Records records;
  private final String end;
  private final Claims before;

  /** What was there before the run and has not been begun again so far. */
  private final Set<String> old;

  /**
   * @param before what was there before the run
   * @param end what the user is told when it is over
   */
  RunPromise(Graph graph, DiskState before, String end, Records records)
      throws IOException, RefusedException {
    this.graph = graph;
    this.records = records;
    this.end = end;
    this.before = find(before);
    this.old = this.before.all();
  }

  /**
   * What the records say.
   *
   * @param lines how many the ledger has of each step
   * @param steps that are complete
   * @param items that are completed
   * @param runs that have begun, and their jobs that have succeeded
   */
  record Claims(
      Map<String, Integer> lines, Set<String> steps, Set<String> items, Set<String> runs) {
    private Set<String> all() {
      Set<String> all = new TreeSet<>(runs);
      steps.forEach(step -> all.add("step " + step));
      items.forEach(item -> all.add("item " + item));
      return all;
    }
  }

  @Override
  public Claims find(DiskState left) throws IOException, RefusedException {
    Map<String, Integer> lines = new HashMap<>();
    STEP.matcher(left.text(Records.LEDGER))
        .results()
        .forEach(line -> lines.merge(line.group(1), 1, Integer::sum));
    return new Claims(lines, records.steps(left), records.items(left), records.runs(left));
  }

  @Override
  public void check(Moment<Claims> moment, Claims left) {
    Set<String> wrong = left.all();
    wrong.removeAll(before.all());
    wrong.removeIf(claim -> happened(moment, claim));
    assertEquals(Set.of(), wrong, "claimed before it happened");

    Claims safe = moment.isTold(end) ? moment.seen() : moment.forced();
    Set<String> lost = safe.all();
    lost.removeIf(claim -> isBegunAgain(claim, safe, moment.seen()));
    old.retainAll(moment.seen().all());
    lost.addAll(old);
    lost.removeAll(left.all());
    assertEquals(Set.of(), lost, "lost, though it was forced");
  }

  /** What is not complete any more, or again. */
  private static boolean isBegunAgain(String claim, Claims before, Claims now) {
    String step = claim.substring(claim.indexOf(' ') + 1);
    return !Objects.equals(before.lines().get(step), now.lines().get(step));
  }

  private boolean happened(Moment<Claims> moment, String claim) {
    String name = claim.substring(claim.lastIndexOf('/') + 1);
    if (claim.startsWith("item ")) {
      return moment.isNoted(name);
    }
    return graph.jobs().stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .map(job ->
            job.kind() == Graph.Kind.LOOP
                ? job.items().stream().allMatch(item -> happened(moment, name, item))
                : moment.isNoted(name))
        .orElse(true); // the run itself
  }

  private boolean happened(Moment<Claims> moment, String job, String item) {
    return moment.isNoted(job + " " + item)
        || before.items().contains("default/" + job + " " + item);
  }
}
