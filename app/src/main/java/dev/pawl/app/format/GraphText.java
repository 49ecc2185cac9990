package dev.pawl.app.format;

import dev.pawl.app.format.Palette.Tone;
import dev.pawl.graph.JobGraph;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.SafeText;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as text, for people and for drawing programs. Every form is linear in jobs and needs.
 *
 * <p>The form for people shows layers: a job stands one layer below the last of its needs, so what
 * stands in one layer may run at the same time.
 *
 * <pre>
 * default, 4 jobs
 * 1  install
 * 2  ├─ build  needs install
 *    └─ lint   needs install
 * 3  └─ test   needs build, lint
 * </pre>
 */
public final class GraphText {
  private static final int SHOWN_NEEDS = 8;

  private final Workflow workflow;
  private final JobGraph graph;
  private final int[] layers;

  private GraphText(Workflow workflow) {
    this.workflow = workflow;
    this.graph = JobGraph.of(workflow.jobs());
    this.layers = new int[graph.size()];
    for (int job : graph.order()) {
      for (int need : graph.needs(job)) {
        layers[job] = Math.max(layers[job], layers[need] + 1);
      }
    }
  }

  /** Layers, for people. */
  public static void layers(Workflow workflow, Palette palette, Writer out) throws IOException {
    new GraphText(workflow).layers(palette, out);
  }

  private void layers(Palette palette, Writer out) throws IOException {
    int jobs = graph.size();
    out.write(palette.paint(Tone.STRONG, workflow.name().value()));
    out.write(", " + jobs + (jobs == 1 ? " job\n" : " jobs\n"));
    List<List<Job>> rows = new ArrayList<>();
    for (int job = 0; job < jobs; job++) {
      while (rows.size() <= layers[job]) {
        rows.add(new ArrayList<>());
      }
      rows.get(layers[job]).add(graph.job(job));
    }
    int margin = String.valueOf(rows.size()).length();
    for (int layer = 0; layer < rows.size(); layer++) {
      layer(layer, rows.get(layer), margin, palette, out);
    }
  }

  private static void layer(int layer, List<Job> jobs, int margin, Palette palette, Writer out)
      throws IOException {
    int width = jobs.stream().mapToInt(job -> job.name().value().length()).max().orElse(0);
    String number = String.format(Locale.ROOT, "%" + margin + "d", layer + 1);
    for (int row = 0; row < jobs.size(); row++) {
      Job job = jobs.get(row);
      String branch = layer == 0 ? "" : row == jobs.size() - 1 ? "└─ " : "├─ ";
      String name = job.name().value();
      String about = about(job);
      out.write(palette.paint(Tone.FAINT, number + "  " + branch));
      out.write(name);
      if (!about.isEmpty()) {
        out.write(" ".repeat(width - name.length() + 2) + palette.paint(Tone.FAINT, about));
      }
      out.write('\n');
      number = " ".repeat(margin);
    }
  }

  private static String about(Job job) {
    List<String> about = new ArrayList<>();
    List<JobName> needs = job.needs();
    if (!needs.isEmpty()) {
      List<String> some = needs.stream().limit(SHOWN_NEEDS).map(JobName::value).toList();
      int more = needs.size() - some.size();
      about.add("needs " + String.join(", ", some) + (more > 0 ? " and " + more + " more" : ""));
    }
    about.addAll(kinds(job));
    if (!job.tags().isEmpty()) {
      about.add("tags " + SafeText.shown(String.join(", ", job.tags())));
    }
    return String.join("; ", about);
  }

  private static List<String> kinds(Job job) {
    List<String> kinds = new ArrayList<>();
    if (job.role().isService()) {
      kinds.add("service");
    }
    if (job.role().background()) {
      kinds.add("background");
    }
    if (job.role().interactive()) {
      kinds.add("interactive");
    }
    return kinds;
  }

  /** A Mermaid flowchart. Nodes are numbered: a job may have a name that Mermaid reserves. */
  public static void mermaid(Workflow workflow, Writer out) throws IOException {
    JobGraph graph = JobGraph.of(workflow.jobs());
    out.write("flowchart TD\n");
    for (int job = 0; job < graph.size(); job++) {
      out.write("  j" + job + "[\"" + graph.name(job) + "\"]\n");
    }
    for (int job = 0; job < graph.size(); job++) {
      for (int need : graph.needs(job)) {
        out.write("  j" + need + " --> j" + job + "\n");
      }
    }
  }

  /** A Graphviz digraph. Names hold nothing that its quotes would have to escape. */
  public static void dot(Workflow workflow, Writer out) throws IOException {
    JobGraph graph = JobGraph.of(workflow.jobs());
    out.write("digraph \"" + workflow.name() + "\" {\n  node [shape=box];\n");
    for (int job = 0; job < graph.size(); job++) {
      out.write("  \"" + graph.name(job) + "\";\n");
      for (int need : graph.needs(job)) {
        out.write("  \"" + graph.name(need) + "\" -> \"" + graph.name(job) + "\";\n");
      }
    }
    out.write("}\n");
  }

  /**
   * One object: the workflow with its jobs in file order, each with the layer it stands in.
   *
   * @param secrets do not appear in descriptions
   */
  public static void json(Workflow workflow, Secrets secrets, Writer out) throws IOException {
    GraphText text = new GraphText(workflow);
    List<Column<Job>> columns =
        List.of(
            new Column<>("name", job -> job.name().value()),
            new Column<>("description", job -> text(secrets.scrub(job.description()))),
            new Column<>("layer", job -> text.layers[text.graph.index(job.name())] + 1),
            new Column<>("needs", Job::needs),
            new Column<>("tags", Job::tags),
            new Column<>("priority", Job::priority),
            new Column<>("background", job -> job.role().background()),
            new Column<>("service", job -> job.role().isService()),
            new Column<>("interactive", job -> job.role().interactive()));
    List<Column<Workflow>> top =
        List.of(
            new Column<>("workflow", w -> w.name().value()),
            new Column<>("description", w -> text(secrets.scrub(w.description()))),
            new Column<>("mode", w -> w.mode().name().toLowerCase(Locale.ROOT)),
            new Column<>("jobs", w -> new Nested<>(columns, w.jobs())));
    out.write(JsonText.object(top, workflow) + "\n");
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }
}
