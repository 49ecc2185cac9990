package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Independent jobs {@code true} in the form of each program that has one of its own. */
record PeerProject(Path folder, int jobs) {
  private static final String TURBO = "turbo";

  /** Writes it, all of it in one folder but the packages that turbo needs. */
  static PeerProject write(Path folder, int jobs) throws IOException, InterruptedException {
    Workload.independent(jobs).write(folder);
    PeerProject project = new PeerProject(folder, jobs);
    project.put("justfile", "[parallel]\nall: " + project.each("j%d", " ") + "\n\n");
    project.add("justfile", project.each("j%d:\n  @true", "\n") + "\n");
    project.put("lefthook.yml", "bench:\n  parallel: true\n  jobs:\n");
    project.add("lefthook.yml", project.each("    - { name: j%d, run: 'true' }", "\n") + "\n");
    project.put(
        "Snakefile",
        """
        rule all:
          input: expand("made/{job}", job=range(%d))

        rule one:
          output: "made/{job}"
          shell: "true >{output}"
        """
            .formatted(jobs));
    project.packages();
    Launch.of(folder, List.of("git", "init", "-q")).printedWithin(Duration.ofMinutes(1));
    return project;
  }

  /** A queue is filled job by job, and waited for. */
  Contender taskSpooler() {
    String script =
        """
        export TS_SOCKET="$PWD/queue"
        tsp -S 4
        for job in $(seq %d); do tsp -n true >/dev/null; done
        for job in $(seq 0 %d); do tsp -w $job; done
        tsp -K
        """
            .formatted(jobs, jobs - 1);
    return Contender.of(Tool.TASK_SPOOLER, folder).running("sh", "-ec", script);
  }

  Contender just() {
    return Contender.of(Tool.JUST, folder, "all").named("just (all at once)");
  }

  Contender lefthook() {
    return Contender.of(Tool.LEFTHOOK, folder, "run", "bench").named("lefthook (all at once)");
  }

  /** Each round makes the outputs anew. */
  Contender snakemake() {
    return Contender.of(Tool.SNAKEMAKE, folder, "-j4", "-q", "all", "--forceall");
  }

  Contender turbo() {
    return Contender.of(Tool.TURBO, folder.resolve(TURBO), "run", "t", "--concurrency=4");
  }

  /** A package for each job, with a script. */
  private void packages() throws IOException {
    put(
        TURBO + "/package.json",
        "{'name':'bench','private':true,'packageManager':'npm@10.0.0','workspaces':['p/*']}");
    put(TURBO + "/turbo.json", "{'tasks':{'t':{'cache':false}}}");
    String locked =
        IntStream.range(0, jobs)
            .mapToObj("'p/j%1$d':{'name':'j%1$d','version':'1.0.0'}"::formatted)
            .collect(Collectors.joining(","));
    put(
        TURBO + "/package-lock.json",
        "{'name':'bench','lockfileVersion':3,'packages':{'':{'workspaces':['p/*']},"
            + locked
            + "}}");
    for (int job = 0; job < jobs; job++) {
      String text = "{'name':'j%d','version':'1.0.0','scripts':{'t':'true'}}".formatted(job);
      put(TURBO + "/p/j" + job + "/package.json", text);
    }
  }

  private String each(String form, String between) {
    return IntStream.range(0, jobs).mapToObj(form::formatted).collect(Collectors.joining(between));
  }

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    boolean json = name.endsWith(".json");
    Files.writeString(file, json ? text.replace('\'', '"') : text);
  }

  private void add(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }
}
