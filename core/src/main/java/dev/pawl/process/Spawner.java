package dev.pawl.process;

import dev.pawl.posix.Libc;
import dev.pawl.posix.SpawnCall;
import dev.pawl.posix.StringVector;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a request into the bytes that the kernel wants, and its refusals into words. */
final class Spawner {
  /** MAX_ARG_STRLEN is 131,072 with the closing NUL (execve(2)). */
  static final int MAX_STRING = 131_071;

  private static final int MAX_FILES = 1000;
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final SpawnCall call = new SpawnCall();
  private final Proc proc = new Proc();
  private final ExecCheck execCheck = new ExecCheck();
  private final StringVector argv = new StringVector();
  private final StringVector variables = new StringVector();
  private final StringVector candidate = new StringVector();
  private final Set<String> files = new HashSet<>();
  private byte[] located = {};
  private String foundName = "";
  private String foundIn = "";
  private final int nowhere;
  private final String outerScope;

  /**
   * @param outerScope PAWL_SCOPE of this process, if it runs inside a job itself; else empty
   */
  Spawner(String outerScope) {
    this.outerScope = outerScope;
    this.nowhere = openAboveStandard();
  }

  /**
   * Starts the request's program.
   *
   * @param output the descriptor for stdout and stderr; -1: /dev/null
   * @param terminal the terminal's descriptor, for a program that owns it; else -1
   */
  Processes.Started spawn(SpawnRequest request, int output, int terminal)
      throws SpawnRefusedException {
    Program program = request.program();
    argv.clear();
    boolean kept = request.output() instanceof Output.Kept;
    if (request.output() instanceof Output.Kept keeping) {
      encodeKeeper(keeping);
    }
    encodeArguments(program.argv());
    encodeVariables(request);
    String dir = program.dir().toString();
    SpawnCall.Wiring wiring =
        terminal >= 0
            ? new SpawnCall.Wiring(terminal, -1, terminal, dir)
            : new SpawnCall.Wiring(nowhere, output < 0 ? nowhere : output, -1, dir);
    long before = Libc.bootTicks();
    int result = run(program, kept, wiring);
    if (result < 0 && !foundName.isEmpty()) {
      foundName = "";
      result = run(program, kept, wiring);
    }
    if (result < 0) {
      throw SpawnProblem.of(program, -result);
    }
    return new Processes.Started(result, startTicks(result, before));
  }

  private int run(Program program, boolean kept, SpawnCall.Wiring wiring) {
    locate(program);
    if (!kept) {
      return call.run(candidate.address(0), argv, variables, wiring);
    }
    int problem = execCheck.ask(located, program.dir().toString());
    return problem < 0 ? problem : call.run(argv.address(0), argv, variables, wiring);
  }

  /** Two equal looks at the clock save one at /proc. */
  private long startTicks(long pid, long before) {
    return before == Libc.bootTicks() ? before : proc.startTicks(pid);
  }

  void close() {
    Libc.close(nowhere);
  }

  /** What comes before the arguments of the program itself. */
  private void encodeKeeper(Output.Kept output) {
    for (String text : List.of(Keeper.SHELL, "-c", Keeper.TEXT, Keeper.NAME)) {
      argv.add(text.getBytes(StandardCharsets.US_ASCII));
    }
    argv.add(Libc.pathBytes(output.status().toString()));
  }

  private void encodeArguments(List<String> arguments) throws SpawnRefusedException {
    for (int i = 0; i < arguments.size(); i++) {
      byte[] bytes = arguments.get(i).getBytes(StandardCharsets.UTF_8);
      if (!isFit(bytes)) {
        throw new SpawnRefusedException(
            unfit(bytes, i == 0 ? "the program's name" : "argument " + i));
      }
      argv.add(bytes);
    }
  }

  private void encodeVariables(SpawnRequest request) throws SpawnRefusedException {
    Environment environment = request.program().environment();
    environment.fill(variables);
    for (Map.Entry<String, String> v : request.program().variables().entrySet()) {
      byte[] bytes = Environment.encode(v.getKey(), v.getValue());
      if (!isFit(bytes)) {
        throw new SpawnRefusedException(unfit(bytes, "the variable " + v.getKey()));
      }
      environment.put(variables, v.getKey(), bytes);
    }
    String scope = request.scope().text();
    String cookie = outerScope.isEmpty() ? scope : outerScope + "," + scope;
    environment.put(variables, Scope.VARIABLE, Environment.encode(Scope.VARIABLE, cookie));
  }

  private static boolean isFit(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return false;
      }
    }
    return bytes.length <= MAX_STRING;
  }

  private static String unfit(byte[] bytes, String what) {
    return bytes.length > MAX_STRING
        ? "%s has %,d bytes, the kernel takes at most %,d (pass it in a file)"
            .formatted(what, bytes.length, MAX_STRING)
        : what + " contains a NUL byte";
  }

  /**
   * Finds the program's path: {@link #located}, and {@link #candidate} for the kernel. It is
   * searched in the PATH that the program will see, which posix_spawnp would not do; one that is
   * not found is left to the kernel to refuse. The last answer is kept until a spawn is refused:
   * most jobs of a run have the same shell.
   */
  private void locate(Program program) {
    String name = program.argv().getFirst();
    if (name.indexOf('/') >= 0) {
      foundName = "";
      take(name.getBytes(StandardCharsets.UTF_8));
      return;
    }
    String path = searchPath(program);
    if (!name.equals(foundName) || !path.equals(foundIn)) {
      search(name, path);
    }
  }

  private void search(String name, String searched) {
    foundName = "";
    for (String folder : searched.split(":", -1)) {
      String path = (folder.isEmpty() ? "." : folder) + "/" + name;
      byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
      // Relative folders are looked at from here, but executed from the working folder.
      boolean absolute = path.charAt(0) == '/';
      if (absolute && Libc.executable(bytes) == 0 && !isFolder(path)) {
        take(bytes);
        foundName = name;
        foundIn = searched;
        return;
      }
    }
    take("/nonexistent/pawl".getBytes(StandardCharsets.US_ASCII));
  }

  private void take(byte[] path) {
    located = path;
    candidate.clear();
    candidate.add(path);
  }

  static String searchPath(Program program) {
    String own = program.variables().get("PATH");
    String path = own != null ? own : program.environment().get("PATH");
    return path == null ? DEFAULT_PATH : path;
  }

  /** A folder is executable too. What was seen to be a file is not asked again. */
  private boolean isFolder(String path) {
    if (files.contains(path)) {
      return false;
    }
    int fd = Libc.open(path, Libc.O_RDONLY | Libc.O_DIRECTORY, 0);
    if (fd >= 0) {
      Libc.close(fd);
    } else if (files.size() < MAX_FILES) {
      files.add(path);
    }
    return fd >= 0;
  }

  /** Also fills 0 to 2 if this process was started without: a pipe must not become one of them. */
  private static int openAboveStandard() {
    int fd = Libc.open("/dev/null", Libc.O_RDWR, 0);
    while (fd >= 0 && fd <= 2) {
      fd = Libc.open("/dev/null", Libc.O_RDWR, 0);
    }
    return fd;
  }
}
