package dev.pawl.e2e.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A workflow whose jobs note their ends beside the project, each in a line of its own: {@code NAME}
 * as the last thing that a job does, {@code NAME ITEM} for the item of a loop.
 */
record Graph(List<Job> jobs) {
  /** What a job does. */
  enum Kind {
    /** A step with an output that is made of those of its needs. */
    OUTPUT,
    /** A step without one; its first attempt fails. */
    RETRIED,
    /** A step that is done item by item. */
    LOOP,
    /** No step: it runs every time. */
    PLAIN
  }

  /** A job; items are those of a loop. */
  record Job(String name, Kind kind, List<String> needs, List<String> items) {
    Job(String name, Kind kind, String... needs) {
      this(name, kind, List.of(needs), List.of());
    }

    Job over(String... all) {
      return new Job(name, kind, needs, List.of(all));
    }

    String output() {
      return name + ".out";
    }

    private String text() {
      String needed = needs.isEmpty() ? "" : ", needs: [" + String.join(", ", needs) + "]";
      return "  %s: { %s%s }%n".formatted(name, work(), needed);
    }

    private String work() {
      return switch (kind) {
        case OUTPUT ->
            "run: 'for f in %s; do read -r x <$f.out || exit 9; printf %%s \"$x-\"; done >%s; echo %s >>%s; %s', outputs: [%s]"
                .formatted("NEEDS", output(), name, output(), note(""), output());
        case RETRIED ->
            "run: 'test -e %1$s.tried || { : >%1$s.tried; echo failing; exit 1; }; %2$s', checkpoint: true, retries: { limit: 1, delay: 10ms }"
                .formatted(name, note(""));
        case LOOP ->
            "run: '%s', foreach: { list: [%s] }"
                .formatted(note(" $ITEM"), String.join(", ", items));
        case PLAIN -> "run: '" + note("") + "'";
      };
    }

    private String note(String more) {
      return "echo \"" + name + more + "\" >>\"$NOTES/done\"";
    }
  }

  /** One of each kind. */
  static Graph small() {
    return new Graph(
        List.of(
            new Job("a", Kind.OUTPUT),
            new Job("b", Kind.OUTPUT, "a"),
            new Job("c", Kind.RETRIED, "a"),
            new Job("d", Kind.LOOP, "b").over("x", "y", "z"),
            new Job("e", Kind.PLAIN, "c")));
  }

  /** Some jobs by chance, each with needs among those before it. */
  static Graph random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Job> jobs = new ArrayList<>();
    for (int number = random.nextInt(3, 7); number > 0; number--) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      List<String> needs = new ArrayList<>();
      for (Job before : jobs) {
        if (random.nextInt(3) == 0) {
          needs.add(before.name());
        }
      }
      int count = kind == Kind.LOOP ? random.nextInt(1, 6) : 0;
      List<String> items = IntStream.range(0, count).mapToObj(i -> "i" + i).toList();
      jobs.add(new Job("j" + jobs.size(), kind, needs, items));
    }
    return new Graph(jobs);
  }

  /** The text of its configuration. */
  String config(String more) {
    StringBuilder text = new StringBuilder(more + "jobs:\n");
    for (Job job : jobs) {
      List<String> outputs =
          job.needs().stream().filter(need -> find(need).kind() == Kind.OUTPUT).toList();
      text.append(job.text().replace("NEEDS", String.join(" ", outputs)));
    }
    return text.toString();
  }

  private Job find(String name) {
    return jobs.stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * What the next run has to do.
   *
   * @param left what the power loss has left
   * @param right the project as it is when all is done
   * @param steps that the ledger calls complete
   * @param items that item logs call completed
   * @return what it notes
   */
  List<String> missing(DiskState left, DiskState right, Set<String> steps, Set<String> items) {
    List<String> missing = new ArrayList<>();
    for (Job job : jobs) {
      String step = "default/" + job.name();
      boolean complete =
          steps.contains(step) && (job.kind() != Kind.OUTPUT || left.isSame(right, job.output()));
      if (job.kind() == Kind.LOOP) {
        job.items().stream()
            .filter(item -> !items.contains(step + " " + item))
            .forEach(item -> missing.add(job.name() + " " + item));
      } else if (!complete) {
        missing.add(job.name());
      }
    }
    return missing;
  }
}
