package dev.pawl.coordinator;

import dev.pawl.model.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A glob from the folder of a job. {@code ..} may stand at its front, and is taken before the rest
 * is a pattern.
 *
 * @param up what leads from the folder of the job to {@code folder}: "", or {@code ../} repeated
 * @param folder below which it matches, relative to the project; {@code .} for the project
 * @param pattern over paths relative to {@code folder}; "" for all that is in it
 */
record JobGlob(String up, String folder, String pattern) {
  static JobGlob of(Job job, String glob) {
    String rest = glob;
    StringBuilder up = new StringBuilder();
    while (rest.equals("..") || rest.startsWith("../") || rest.startsWith("./")) {
      up.append(rest.startsWith("..") ? "../" : "");
      rest = rest.indexOf('/') < 0 ? "" : rest.substring(rest.indexOf('/') + 1);
    }
    Path folder = Path.of(job.script().dir()).resolve(up.toString()).normalize();
    return new JobGlob(up.toString(), folder.toString().isEmpty() ? "." : "" + folder, rest);
  }

  /** The globs by their folders, in their order. */
  static Map<String, List<String>> byFolder(Job job, List<String> globs) {
    Map<String, List<String>> folders = new LinkedHashMap<>();
    for (String text : globs) {
      JobGlob glob = of(job, text);
      folders.computeIfAbsent(glob.folder, _ -> new ArrayList<>()).add(glob.include());
    }
    return folders;
  }

  /** The same glob over paths relative to the project. */
  String inProject() {
    return folder.equals(".") ? include() : folder + "/" + include();
  }

  private String include() {
    return pattern.isEmpty() ? "**" : pattern;
  }
}
