package dev.pawl.git;

import dev.pawl.git.Calls.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@link Git} by way of the program. */
final class GitProgram implements Git {
  /** Nothing else is ever a revision here, so none can be an option or an expression. */
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{4,64}");

  private static final String HERE = "./";

  private final Path folder;
  private final Patience patience;
  private final Calls calls;
  private @Nullable Repository repository;
  private @Nullable Holdings holdings;
  private boolean isCommitting;

  private GitProgram(Path folder, Settings settings) {
    this.folder = folder;
    this.patience = settings.patience();
    this.calls = new Calls(settings);
  }

  static Git open(Path folder, Settings settings) {
    return new GitProgram(folder, settings);
  }

  @Override
  public Readiness readiness() throws GitException, InterruptedException {
    return new Inspection(calls, folder, patience).look();
  }

  @Override
  public Optional<Obstacle> obstacle() throws GitException, InterruptedException {
    return Inspection.obstacle(repository());
  }

  @Override
  public Optional<String> userName() throws GitException, InterruptedException {
    Answer answer = calls.ask(new Order(folder, "config", "--get", "user.name"));
    return Optional.of(answer.text().strip()).filter(name -> answer.isYes() && !name.isEmpty());
  }

  @Override
  public Optional<String> head() throws GitException, InterruptedException {
    return repository().head();
  }

  @Override
  public Ancestry ancestry(String hash) throws GitException, InterruptedException {
    Optional<String> known =
        HASH.matcher(hash).matches() ? repository().commit(hash) : Optional.empty();
    if (known.isEmpty()) {
      return Ancestry.UNKNOWN;
    }
    if (head().isEmpty()) {
      return Ancestry.ELSEWHERE;
    }
    Answer answer = repository().ask("merge-base", "--is-ancestor", known.get(), "HEAD");
    return switch (answer.code()) {
      case 0 -> Ancestry.ANCESTOR;
      case 1 -> Ancestry.ELSEWHERE;
      default -> throw repository().failure(answer);
    };
  }

  @Override
  public WorkTree workTree() throws GitException, InterruptedException {
    return new WorkTree(holdings().of(different()));
  }

  @Override
  public boolean differs(Collection<String> paths) throws GitException, InterruptedException {
    List<String> names = paths.stream().map(GitProgram::checked).toList();
    return !repository().status(names).isEmpty();
  }

  @Override
  public Changes changesSince(WorkTree before) throws GitException, InterruptedException {
    Set<String> paths = new TreeSet<>(different());
    paths.addAll(before.contents().keySet());
    Map<String, String> now = holdings().of(paths);
    List<String> fresh = new ArrayList<>();
    List<String> overwritten = new ArrayList<>();
    List<String> repositories = new ArrayList<>();
    for (String path : paths) {
      String earlier = before.contents().get(path);
      if (earlier == null) {
        (path.endsWith("/") ? repositories : fresh).add(path);
      } else if (!earlier.equals(now.get(path))) {
        overwritten.add(path);
      }
    }
    return new Changes(fresh, overwritten, repositories);
  }

  private Set<String> different() throws GitException, InterruptedException {
    Set<String> paths = new HashSet<>();
    repository().status(List.of()).forEach(entry -> paths.add(entry.path()));
    return paths;
  }

  @Override
  public CommitOutcome commit(Collection<String> paths, String message)
      throws GitException, InterruptedException {
    if (message.isBlank()) {
      throw new IllegalArgumentException("a commit needs a message");
    }
    Set<String> wanted = new HashSet<>();
    paths.forEach(path -> wanted.add(checked(path)));
    enter();
    try {
      return new Committing(repository(), patience, wanted, message).commit();
    } finally {
      leave();
    }
  }

  /** Without a slash behind. */
  private static String checked(String path) {
    String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (name.isEmpty() || name.startsWith("/") || name.startsWith(HERE) || name.equals(".")) {
      throw new IllegalArgumentException("'" + path + "' is no path below the top");
    }
    return name;
  }

  private synchronized void enter() throws InterruptedException {
    while (isCommitting) {
      wait();
    }
    isCommitting = true;
  }

  private synchronized void leave() {
    isCommitting = false;
    notifyAll();
  }

  @Override
  public CommitLog commitsBetween(Optional<String> before, String after)
      throws GitException, InterruptedException {
    List<String> range = new ArrayList<>(List.of(hash(after)));
    if (before.isPresent()) {
      range.add("^" + hash(before.get()));
    }
    List<String> count = new ArrayList<>(List.of("rev-list", "--count"));
    count.addAll(range);
    List<String> log =
        new ArrayList<>(
            List.of(
                "log",
                "-z",
                "--reverse",
                "--max-count=" + CommitLog.MOST,
                "--no-show-signature",
                "--no-patch",
                "--no-notes",
                "--encoding=UTF-8",
                "--format=tformat:%H %s"));
    log.addAll(range);
    String number = repository().must(count.toArray(String[]::new)).text();
    List<Commit> commits = new ArrayList<>();
    for (String line : repository().must(log.toArray(String[]::new)).texts()) {
      int space = line.indexOf(' ');
      commits.add(new Commit(line.substring(0, space), line.substring(space + 1)));
    }
    return new CommitLog(Integer.parseInt(number), commits);
  }

  private static String hash(String text) {
    if (!HASH.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no hash of a commit");
    }
    return text;
  }

  @Override
  public Set<String> ignored(Collection<String> paths) throws GitException, InterruptedException {
    // With the dot no path begins with a colon, which git would read as more than a name.
    byte[] input = Staging.zeroTerminated(paths.stream().map(HERE::concat).toList());
    Answer answer = repository().ask(input, "check-ignore", "-z", "--stdin");
    if (answer.code() > 1) {
      throw repository().failure(answer);
    }
    Set<String> ignored = new TreeSet<>();
    answer.texts().forEach(path -> ignored.add(path.substring(HERE.length())));
    return ignored;
  }

  @Override
  public String path(String inFolder) throws GitException, InterruptedException {
    return repository().roots().prefix() + inFolder;
  }

  private Repository repository() throws GitException, InterruptedException {
    Repository known;
    synchronized (this) {
      known = repository;
    }
    if (known == null) {
      known = Repository.around(folder, calls, patience);
      synchronized (this) {
        repository = known;
      }
    }
    return known;
  }

  private Holdings holdings() throws GitException, InterruptedException {
    Repository of = repository();
    synchronized (this) {
      if (holdings == null) {
        holdings = new Holdings(of);
      }
      return holdings;
    }
  }

  @Override
  public void close() {
    calls.stop();
    boolean interrupted = false;
    synchronized (this) {
      while (isCommitting) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    calls.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
