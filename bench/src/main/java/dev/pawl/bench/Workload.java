package dev.pawl.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;

/**
 * The same graph of jobs for every program: {@code layers} layers of equal width, each job needing
 * {@code needs} of the layer above; every job runs {@code true} in a shell, or makes one small
 * file.
 *
 * @param jobs in all
 * @param layers 1 means that they are independent
 */
record Workload(int jobs, int layers, int needs) {
  /** The folder of the files that steps make. */
  static final String OUTPUTS = "out";

  private static final long SEED = 20261121;

  static Workload independent(int jobs) {
    return new Workload(jobs, 1, 0);
  }

  /** Writes pawl.yml, build.ninja and Makefile into a folder. */
  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    int[][] edges = edges();
    try (Writer pawl = Files.newBufferedWriter(folder.resolve("pawl.yml"));
        Writer ninja = Files.newBufferedWriter(folder.resolve("build.ninja"));
        Writer make = Files.newBufferedWriter(folder.resolve("Makefile"))) {
      pawl.write("jobs:\n");
      ninja.write("rule t\n  command = true\n");
      make.write("all:");
      for (int job = 0; job < jobs; job++) {
        make.write(" j" + job);
      }
      make.write("\n");
      for (int job = 0; job < jobs; job++) {
        pawl.write("  j" + job + ": { run: \"true\"" + list(edges[job]) + " }\n");
        ninja.write("build j" + job + ": t" + words(" j", edges[job]) + "\n");
        make.write("j" + job + ":" + words(" j", edges[job]) + "\n\t@true;\n");
      }
    }
    return folder;
  }

  /** Writes pawl.yml and build.ninja for steps that make a file each. */
  Path writeSteps(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(OUTPUTS));
    int[][] edges = edges();
    try (Writer pawl = Files.newBufferedWriter(folder.resolve("pawl.yml"));
        Writer ninja = Files.newBufferedWriter(folder.resolve("build.ninja"))) {
      pawl.write("jobs:\n");
      ninja.write("rule t\n  command = echo $out >$out\n");
      for (int job = 0; job < jobs; job++) {
        String file = OUTPUTS + "/j" + job;
        pawl.write("  j" + job + ": { run: 'echo " + file + " >" + file + "'");
        pawl.write(", outputs: [" + file + "]" + list(edges[job]) + " }\n");
        ninja.write("build " + file + ": t" + words(" " + OUTPUTS + "/j", edges[job]) + "\n");
      }
    }
    return folder;
  }

  private int[][] edges() {
    Random random = new Random(SEED);
    int width = jobs / layers;
    int[][] edges = new int[jobs][];
    for (int job = 0; job < jobs; job++) {
      TreeSet<Integer> picked = new TreeSet<>();
      int layer = Math.min(job / width, layers - 1);
      while (layer > 0 && picked.size() < Math.min(needs, width)) {
        picked.add((layer - 1) * width + random.nextInt(width));
      }
      edges[job] = picked.stream().mapToInt(Integer::intValue).toArray();
    }
    return edges;
  }

  private static String list(int[] edges) {
    if (edges.length == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder(", needs: [");
    for (int edge : edges) {
      text.append(text.charAt(text.length() - 1) == '[' ? "j" : ", j").append(edge);
    }
    return text.append("]").toString();
  }

  private static String words(String before, int[] edges) {
    StringBuilder text = new StringBuilder();
    for (int edge : edges) {
      text.append(before).append(edge);
    }
    return text.toString();
  }
}
