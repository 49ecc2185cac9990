package dev.pawl.app.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.app.server.ControlClient.Order;
import dev.pawl.app.server.ControlClient.Reply;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.coordinator.RunControl;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.model.RunId;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with real sockets, and clients that behave and that do not. */
class ControlServerTest {
  private static final String CANCEL = "{\"pawl\":1,\"op\":\"cancel\"}\n";
  private static final String OK = "{\"pawl\":1,\"ok\":true}";
  private static final RunId RUN = new RunId("20261120-154741-7f3a");

  @TempDir Path project;

  private final Asked asked = new Asked();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private RunFolder folder;

  /** The run: keeps what it is asked. */
  private static final class Asked implements RunControl.Requests {
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final List<Consumer<BacklogChange.Answer>> waiting = new CopyOnWriteArrayList<>();

    @Override
    public Optional<String> cancelRun() {
      orders.add("run");
      return Optional.empty();
    }

    @Override
    public Optional<String> cancelJobs(List<JobName> jobs) {
      orders.add(jobs.toString());
      return jobs.contains(new JobName("x")) ? Optional.of("no job 'x'") : Optional.empty();
    }

    @Override
    public void change(BacklogChange change, Consumer<BacklogChange.Answer> hearer) {
      orders.add(change.toString());
      waiting.add(hearer);
    }
  }

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new RunFolder(project, RUN);
    Files.createDirectories(folder.path());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private RunControl.Opened serve(@Nullable PeerCheck peers) {
    RunControl.Opened opened = new ControlServer(notices::add, peers).open(folder, asked);
    open.add(opened);
    return opened;
  }

  private RunControl.Opened served() {
    RunControl.Opened opened = serve(null);
    eventually(() -> isConnectable(folder));
    return opened;
  }

  private static boolean isConnectable(RunFolder folder) {
    try (SocketFolder at = SocketFolder.open(folder.path());
        SocketChannel channel = SocketChannel.open(at.address(RunFolder.CONTROL))) {
      return channel.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "not within 30 s");
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static Reply send(RunFolder folder, String... jobs) throws InterruptedException {
    List<JobName> names = List.of(jobs).stream().map(JobName::new).toList();
    return ControlClient.send(List.of(new Order(folder, names)), _ -> true).getFirst();
  }

  /** A client that says what it likes. */
  private final class Raw implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    Raw() throws IOException {
      try (SocketFolder at = SocketFolder.open(folder.path())) {
        channel = SocketChannel.open(at.address(RunFolder.CONTROL));
      }
      in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
      open.add(this);
    }

    Raw say(String text) throws IOException {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return this;
    }

    /** Null: the connection has ended. */
    @Nullable String hear() throws IOException {
      try {
        return in.readLine();
      } catch (SocketException reset) {
        return null;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Test
  void anOrderReachesTheRunAndIsAnswered() throws Exception {
    served();

    assertEquals(new Reply.Accepted(), send(folder));
    assertEquals(new Reply.Accepted(), send(folder, "a", "b"));
    assertEquals(new Reply.Refused("no job 'x'"), send(folder, "x"));

    assertEquals(List.of("run", "[a, b]", "[x]"), asked.orders);
    assertEquals(List.of(), notices);
  }

  @Test
  void theSocketIsMadeWhenTheRunIsNoShortOneAndAClientThatIsTooEarlyTriesAgain() throws Exception {
    try (RunControl.Opened _ = served()) {
      assertEquals(new Reply.Accepted(), send(folder), "what comes first is slow in any case");
    }
    long begun = System.nanoTime();
    serve(null);

    assertEquals(new Reply.Accepted(), send(folder));

    long waited = System.nanoTime() - begun;
    assertTrue(waited >= Duration.ofMillis(100).toNanos(), "made after " + waited);
  }

  @Test
  void withoutASocketAndWithoutARunNobodyIsWaitedFor() throws Exception {
    Order order = new Order(folder, List.of());

    Reply reply = ControlClient.send(List.of(order), _ -> false).getFirst();

    assertTrue(reply instanceof Reply.Unanswered, reply.toString());
  }

  @Test
  void aRunThatIsOverBeforeItIsOldHasNoSocket() throws Exception {
    serve(null).close();

    eventually(() -> threads().isEmpty());
    assertFalse(Files.exists(folder.control(), LinkOption.NOFOLLOW_LINKS));
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("pawl-control"))
        .toList();
  }

  @Test
  void theCloseTakesTheSocketAwayAndEndsItsThread() throws Exception {
    RunControl.Opened opened = served();
    Raw idle = new Raw();

    opened.close();

    assertFalse(Files.exists(folder.control(), LinkOption.NOFOLLOW_LINKS));
    eventually(() -> threads().isEmpty());
    assertNull(idle.hear());
  }

  @Test
  void theSocketOfWhoCameAfterStays() throws Exception {
    RunControl.Opened first = served();
    Files.delete(folder.control());
    served();

    first.close();

    assertEquals(new Reply.Accepted(), send(folder));
  }

  @Test
  void aSocketThatADeadCoordinatorLeftIsNoObstacle() throws Exception {
    RunControl.Opened dead = served();
    Path kept = folder.path().resolve("kept");
    Files.move(folder.control(), kept);
    dead.close();
    Files.move(kept, folder.control());
    Files.createFile(folder.path().resolve("control.new"));

    served();

    assertEquals(new Reply.Accepted(), send(folder));
    assertEquals(List.of(), notices);
  }

  @Test
  void aSocketThatCannotBeMadeIsANotice() throws Exception {
    Files.createDirectories(folder.control().resolve("full"));

    serve(null);

    eventually(() -> !notices.isEmpty());
    assertTrue(
        notices.getFirst().contains("cannot be cancelled from elsewhere"), notices::toString);
  }

  @Test
  void aProjectWhosePathIsLongerThanANameOfASocketIsReached() throws Exception {
    Path deep = project.resolve("d".repeat(120)).resolve("ä".repeat(60)).resolve("e".repeat(120));
    folder = new RunFolder(deep, RUN);
    Files.createDirectories(folder.path());

    served();

    assertEquals(new Reply.Accepted(), send(folder));
  }

  @Test
  void anotherUserIsRefused() throws Exception {
    PeerCheck others =
        new PeerCheck(
            project.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("4242"));
    serve(others);
    eventually(() -> isConnectable(folder));

    assertEquals(new Reply.Refused("the run is another user's"), send(folder));

    assertEquals(List.of(), asked.orders);
    assertEquals(Files.getOwner(folder.path()), PeerCheck.own().user());
  }

  @Test
  void garbageIsAnsweredAndTheNextLineIsHeard() throws Exception {
    served();
    Raw client = new Raw();

    client.say("\u0000\u00ff{[\n{\"pawl\":2}\n" + CANCEL + "{\"pawl\":1,\"op\":\"no\"}\n" + CANCEL);

    assertTrue(String.valueOf(client.hear()).contains("\"ok\":false"));
    assertTrue(String.valueOf(client.hear()).contains("version 2"));
    assertEquals(OK, client.hear());
    assertTrue(String.valueOf(client.hear()).contains("unknown op 'no'"));
    assertEquals(OK, client.hear());
    assertEquals(List.of("run", "run"), asked.orders);
  }

  @Test
  void aLineInPiecesIsOneLineAndTheLastOneCountsBeforeTheEnd() throws Exception {
    served();
    Raw client = new Raw();

    for (char c : CANCEL.toCharArray()) {
      client.say(String.valueOf(c));
    }
    assertEquals(OK, client.hear());
    client.say(CANCEL + CANCEL.strip());
    client.channel.shutdownOutput();

    assertEquals(OK, client.hear());
    assertNull(client.hear());
    assertEquals(List.of("run", "run"), asked.orders, "half a line is none");
  }

  @Test
  void aLineOf256KilobytesIsHeardAndALongerOneEndsTheConnection() throws Exception {
    served();
    String spaces = " ".repeat(ControlLine.LONGEST - CANCEL.length() + 1);

    assertEquals(OK, new Raw().say(spaces + CANCEL).hear());
    Raw tooLong = new Raw();
    tooLong.say(" " + spaces + CANCEL);

    assertTrue(String.valueOf(tooLong.hear()).contains("262144 bytes"));
    assertEquals(List.of("run"), asked.orders);
    assertNull(tooLong.hear());
  }

  @Test
  void whoIsSilentForFiveSecondsIsLetGoAndDelaysNobody() throws Exception {
    served();
    long begun = System.nanoTime();
    Raw silent = new Raw();

    assertEquals(new Reply.Accepted(), send(folder));
    assertTrue(System.nanoTime() - begun < Listener.SILENCE.toNanos() / 2);

    assertNull(silent.hear());
    long took = System.nanoTime() - begun;
    assertTrue(took > Listener.SILENCE.toNanos() * 9 / 10, "after " + took);
  }

  @Test
  void bytesThatMakeNoLineKeepNobodyIn() throws Exception {
    served();
    long begun = System.nanoTime();
    Raw drip = new Raw();

    eventually(() -> {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      try {
        drip.say(" ");
        return false;
      } catch (IOException letGo) {
        return true;
      }
    });

    long took = System.nanoTime() - begun;
    assertTrue(took < Listener.SILENCE.toNanos() * 2, "after " + took);
  }

  @Test
  void whoDoesNotTakeItsAnswersIsLetGoAndDelaysNobody() throws Exception {
    served();
    Raw greedy = new Raw();
    greedy.channel.configureBlocking(false);
    ByteBuffer many = StandardCharsets.UTF_8.encode("{}\n".repeat(1_000));
    long sent = 0;
    int stuck = 0;
    while (stuck < 20) {
      int count = greedy.channel.write(many.duplicate());
      sent += count;
      stuck = count == 0 ? stuck + 1 : 0;
      LockSupport.parkNanos(count == 0 ? 10_000_000 : 0);
    }

    assertTrue(sent > 0);
    assertEquals(new Reply.Accepted(), send(folder));
    eventually(() -> {
      try {
        return greedy.channel.write(many.duplicate()) < 0;
      } catch (IOException letGo) {
        return true;
      }
    });
  }

  @Test
  void sixteenSilentClientsHoldUpAnotherOneForFiveSecondsAtMost() throws Exception {
    served();
    for (int i = 0; i < Listener.MOST_CLIENTS; i++) {
      Raw _ = new Raw();
    }
    long begun = System.nanoTime();

    assertEquals(new Reply.Accepted(), send(folder));

    long waited = System.nanoTime() - begun;
    assertTrue(waited > Listener.SILENCE.toNanos() / 2, "one more was let in after " + waited);
    assertTrue(waited < Listener.SILENCE.toNanos() * 2, "nobody was let go: " + waited);
  }
}
