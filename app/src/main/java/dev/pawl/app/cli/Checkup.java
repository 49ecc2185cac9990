package dev.pawl.app.cli;

import dev.pawl.agent.AgentCheck;
import dev.pawl.config.ProjectFolder;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Project.Sync;
import dev.pawl.step.StepLedger;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The checks of {@code pawl doctor}. They look and change nothing. */
final class Checkup {
  private static final int FEW_FILES = 1024;
  private static final long LITTLE_SPACE = 100L << 20;
  private static final Set<String> PUNCHES =
      Set.of("ext4", "xfs", "btrfs", "tmpfs", "f2fs", "zfs", "overlay", "bcachefs");
  private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3", "9p", "fuse");
  private static final List<String> RECORDS =
      List.of("", "runs", "locks", "items", "state.jsonl", "hashes");
  private static final Set<String> RECORD_FILES = Set.of("state.jsonl", "hashes");

  private final Call call;
  private final List<Finding> findings = new ArrayList<>();

  private Checkup(Call call) {
    this.call = call;
  }

  /** How a check came out. */
  enum Grade {
    OK,
    WARN,
    FAIL;

    String padded() {
      return name().toLowerCase(Locale.ROOT) + " ".repeat(6 - name().length());
    }
  }

  /** One thing that was looked at; the remedy is "" when all is well. */
  record Finding(Grade grade, String about, String found, String remedy) {}

  static List<Finding> all(Call call) {
    Checkup checkup = new Checkup(call);
    checkup.java();
    checkup.platform();
    checkup.kernel();
    checkup.openFiles();
    checkup.git();
    checkup.project();
    return checkup.findings;
  }

  private void add(Grade grade, String about, String found, String remedy) {
    findings.add(new Finding(grade, about, found, remedy));
  }

  private void ok(String about, String found) {
    add(Grade.OK, about, found, "");
  }

  private void java() {
    String found = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
    if (Runtime.version().feature() == 25) {
      ok("java", found);
    } else {
      add(Grade.WARN, "java", found, "Pawl is made for and tested with JDK 25; set JAVA_HOME");
    }
  }

  private void platform() {
    String found = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    boolean known =
        System.getProperty("os.name", "").equals("Linux")
            && Set.of("amd64", "aarch64").contains(System.getProperty("os.arch", ""));
    if (known) {
      ok("platform", found);
    } else {
      add(Grade.FAIL, "platform", found, "Pawl runs jobs on Linux, x86-64 or aarch64, only");
    }
  }

  private void kernel() {
    String release = System.getProperty("os.version", "");
    List<String> missing = KernelFeatures.missing();
    if (missing.isEmpty()) {
      ok("kernel", release + " with all that Pawl calls");
    } else {
      add(
          Grade.FAIL,
          "kernel",
          release + " without " + String.join(", ", missing),
          "Pawl needs Linux 5.4 or newer and glibc 2.34 or newer, and a container"
              + " that lets these calls through");
    }
  }

  private void openFiles() {
    Optional<String> limit = limit();
    if (limit.isEmpty()) {
      return;
    }
    String found = "at most " + limit.get() + " in one process";
    boolean few = limit.get().matches("\\d{1,9}") && Integer.parseInt(limit.get()) < FEW_FILES;
    if (few) {
      add(Grade.WARN, "open files", found, "with many jobs at a time raise it: ulimit -n 4096");
    } else {
      ok("open files", found);
    }
  }

  private static Optional<String> limit() {
    try {
      return Files.readAllLines(Path.of("/proc/self/limits")).stream()
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.substring("Max open files".length()).strip().split(" +")[0])
          .findFirst();
    } catch (IOException noProc) {
      return Optional.empty();
    }
  }

  private void git() {
    String path = call.caller().environment().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, "git");
      if (Files.isExecutable(program)) {
        ok("git", program.toString());
        return;
      }
    }
    add(
        Grade.WARN,
        "git",
        "not on the PATH",
        "install it for conditions on branches and changes, and for the backlog");
  }

  private void project() {
    Path file;
    try {
      file = ProjectAt.find(call);
    } catch (Refusal none) {
      add(Grade.WARN, "project", "no " + ProjectFolder.FILE, "'pawl init' writes a first one");
      return;
    }
    try {
      ProjectAt at = ProjectAt.read(call);
      ok("project", at.file().toString());
      agents(at);
    } catch (Refusal wrong) {
      add(Grade.FAIL, "project", "problems in " + file, "'pawl validate' names them");
    }
    folder(file.resolveSibling(""));
  }

  private void agents(ProjectAt at) {
    Map<String, String> environment = call.caller().environment();
    AgentCheck check = new AgentCheck(at.folder(), environment, AgentCheck.LIMIT);
    for (AgentCheck.Finding found : check.all(at.work().agents().values())) {
      String about = "agent " + found.agent();
      String program = found.path().map(Path::toString).orElse("'" + found.program() + "'");
      if (found.problem().isEmpty()) {
        String version = found.version().map(it -> ", version " + it).orElse("");
        ok(about, program + version);
      } else {
        String remedy = "install it, or change 'agents' in " + ProjectFolder.FILE;
        add(Grade.WARN, about, program + ": " + found.problem(), remedy);
      }
    }
  }

  private void folder(Path project) {
    if (Files.isWritable(project)) {
      ok("folder", project + " can be written");
    } else {
      add(Grade.FAIL, "folder", project + " cannot be written", "runs are recorded in it");
    }
    records(project.resolve(ProjectAt.RUNTIME));
    try {
      fileSystem(Files.getFileStore(project));
      ignored(project);
    } catch (IOException e) {
      add(Grade.WARN, "file system", "cannot be asked", String.valueOf(e.getMessage()));
    }
  }

  /** What Pawl has made there, looked at as far as a run would stumble over it. */
  private void records(Path runtime) {
    for (String name : RECORDS) {
      Path path = name.isEmpty() ? runtime : runtime.resolve(name);
      boolean isFolder = !RECORD_FILES.contains(name);
      if (Files.exists(path) && Files.isDirectory(path) != isFolder) {
        String kind = isFolder ? "no folder" : "a folder";
        add(Grade.FAIL, "records", path + " is " + kind, "move it away");
        return;
      }
      if (Files.exists(path) && !(Files.isReadable(path) && Files.isWritable(path))) {
        String remedy = "give this user access to it, with chown or chmod";
        add(Grade.FAIL, "records", path + " cannot be read and written", remedy);
        return;
      }
    }
    try (StepLedger ledger =
        StepLedger.open(runtime.resolveSibling(""), Sync.GROUPED, notice -> {})) {
      ledger.look();
    } catch (DamagedFileException e) {
      add(Grade.FAIL, "records", String.valueOf(e.getMessage()), "");
      return;
    }
    if (Files.exists(runtime)) {
      ok("records", runtime + " can be read and written");
    }
  }

  private void fileSystem(FileStore store) throws IOException {
    String type = store.type();
    if (store.getUsableSpace() < LITTLE_SPACE) {
      add(Grade.WARN, "disk", (store.getUsableSpace() >> 20) + " MB left", "make room");
    }
    if (REMOTE.stream().anyMatch(type::startsWith)) {
      add(Grade.WARN, "file system", type, "locks and fsync over a network are not reliable");
    } else if (PUNCHES.contains(type)) {
      ok("file system", type);
    } else {
      add(
          Grade.WARN,
          "file system",
          type,
          "where holes cannot be punched into a file, a long log keeps its end only");
    }
  }

  private void ignored(Path project) throws IOException {
    GitIgnore ignore = GitIgnore.near(project);
    if (ignore.isWanted()) {
      add(
          Grade.WARN,
          ".gitignore",
          ignore.file() + " does not list " + GitIgnore.ENTRY,
          "add that line, or git shows every run");
    } else if (ignore.inWorkTree()) {
      ok(".gitignore", "lists " + GitIgnore.ENTRY);
    }
  }
}
