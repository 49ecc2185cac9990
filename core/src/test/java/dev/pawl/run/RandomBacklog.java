package dev.pawl.run;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Filter;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemNotation;
import dev.pawl.backlog.SettingsNotation;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A backlog by chance, what is configured, and what a person asks for. */
record RandomBacklog(List<String> lines, WorkSettings settings, Backlog backlog, WorkOrder order) {
  private static final List<String> LEVELS = List.of("low", "medium", "high");
  private static final List<String> SIZES = List.of("small", "medium", "large");

  static RandomBacklog of(SplittableRandom random) {
    return new Maker(random).make();
  }

  /** The same in words. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  private static final class Maker {
    private final SplittableRandom random;
    private final List<String> lines = new ArrayList<>();
    private final List<List<List<String>>> pipelines = new ArrayList<>();

    Maker(SplittableRandom random) {
      this.random = random;
    }

    RandomBacklog make() {
      SettingsNotation notation = new SettingsNotation();
      say(notation, "agents claude,codex");
      int count = 1 + random.nextInt(2);
      for (int i = 0; i < count; i++) {
        List<String> pre = phases("s", random.nextInt(3));
        List<String> main = phases("m", 1 + random.nextInt(3));
        pipelines.add(List.of(pre, main));
        String before = pre.isEmpty() ? "" : " pre=" + String.join(",", pre);
        say(notation, "pipeline p" + i + before + " main=" + String.join(",", main));
      }
      say(notation, execution());
      say(
          notation,
          "guardrails size=%s complexity=%s risk=%s"
              .formatted(
                  pick(SIZES.subList(1, 3)),
                  pick(LEVELS.subList(1, 3)),
                  pick(LEVELS.subList(1, 3))));
      Backlog backlog = items();
      WorkOrder order = order(backlog);
      lines.add("work " + order);
      return new RandomBacklog(List.copyOf(lines), notation.settings(), backlog, order);
    }

    private void say(SettingsNotation notation, String line) {
      lines.add(line);
      notation.say(line);
    }

    private List<String> phases(String prefix, int count) {
      List<String> phases = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        boolean destructive = prefix.equals("m") && chance(35);
        phases.add(
            prefix
                + i
                + (destructive ? "!" : "")
                + (chance(30) ? "@codex" : "")
                + (chance(20) ? "#" + random.nextInt(3) : ""));
      }
      return phases;
    }

    private String execution() {
      return "execution j=%d wip=%d retries=%d breaker=%d cap=%d parts=%d follow_ups=%d%s%s"
          .formatted(
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              random.nextInt(3),
              2 + random.nextInt(4),
              chance(25) ? 1 + random.nextInt(12) : 100,
              1 + random.nextInt(3),
              random.nextInt(3),
              chance(15) ? " time=" + (1 + random.nextInt(5)) + "h" : "",
              chance(15) ? " cost=" + (1 + random.nextInt(6)) : "");
    }

    private Backlog items() {
      int count = random.nextInt(12);
      Backlog backlog = Backlog.EMPTY;
      for (int i = 1; i <= count; i++) {
        String line = item(i);
        lines.add("item " + line);
        backlog = backlog.with(ItemNotation.item(line));
      }
      int next = chance(50) ? random.nextInt(12) : 0;
      lines.add("next_id " + next);
      return backlog.taken(next);
    }

    private String item(int number) {
      StringBuilder text = new StringBuilder("WRK-%03d ".formatted(number));
      int pipeline = random.nextInt(pipelines.size());
      text.append(state(pipeline)).append(" age=").append(random.nextInt(4));
      add(text, "size", SIZES);
      add(text, "complexity", LEVELS);
      add(text, "risk", LEVELS);
      add(text, "impact", LEVELS);
      if (number > 1 && chance(30)) {
        text.append(" needs=WRK-%03d".formatted(1 + random.nextInt(number - 1)));
      }
      text.append(chance(3) ? " review" : "").append(chance(8) ? " approved" : "");
      return text.toString();
    }

    private String state(int pipeline) {
      String named = " pipeline=p" + pipeline;
      String scope = first(pipelines.get(pipeline).get(0));
      String main = first(pipelines.get(pipeline).get(1));
      return switch (random.nextInt(10)) {
        case 0, 1, 2 -> "new";
        case 3 -> scope.isEmpty() ? "new" : "scoping" + named + " phase=" + scope;
        case 4, 5 -> "ready" + (pipeline == 0 && chance(30) ? "" : named);
        case 6, 7 -> "in_progress" + named + " phase=" + main;
        case 8 -> chance(50) ? "done" : "done resolution=closed";
        default ->
            chance(50) ? "blocked from=new" : "blocked from=in_progress" + named + " phase=" + main;
      };
    }

    private String first(List<String> phases) {
      return phases.isEmpty() ? "" : pick(phases).split("[!@#]")[0];
    }

    private void add(StringBuilder text, String key, List<String> words) {
      if (chance(35)) {
        text.append(' ')
            .append(key)
            .append('=')
            .append(words.get(Math.max(random.nextInt(4) - 1, 0)));
      }
    }

    private WorkOrder order(Backlog backlog) {
      List<ItemId> all = backlog.ids();
      if (chance(20) && !all.isEmpty()) {
        List<ItemId> targets = new ArrayList<>();
        for (ItemId id : all) {
          if (chance(40)) {
            targets.add(random.nextInt(targets.size() + 1), id);
          }
        }
        return new WorkOrder(targets, Filter.ALL, chance(50));
      }
      Optional<String> only =
          chance(20)
              ? Optional.of(pick(List.of("impact=high,medium", "size=small", "status=new,scoping")))
              : Optional.empty();
      Filter filter =
          only.map(text -> ((Filter.Parsed.Good) Filter.parse(List.of(text))).filter())
              .orElse(Filter.ALL);
      return new WorkOrder(List.of(), filter, false);
    }

    private String pick(List<String> words) {
      return words.get(random.nextInt(words.size()));
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }
  }
}
