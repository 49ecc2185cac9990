package dev.pawl.app.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.app.server.ChangeClient.Reply;
import dev.pawl.app.server.ControlClient.Order;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.BacklogChange.Answer;
import dev.pawl.backlog.ItemId;
import dev.pawl.coordinator.RunControl;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.model.RunId;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask a run to change the backlog, and wait until it has decided. */
class ChangeRequestTest {
  private static final BacklogChange CHANGE = new BacklogChange.Block(new ItemId("WRK-007"), "?");
  private static final Answer NO =
      new Answer.Refused("item WRK-007 cannot go from done to blocked");

  @TempDir Path project;

  private final Asked asked = new Asked();
  private final List<AutoCloseable> open = new ArrayList<>();
  private RunFolder folder;

  /** The run: answers when the test says so. */
  private static final class Asked implements RunControl.Requests {
    private final List<Consumer<Answer>> waiting = new CopyOnWriteArrayList<>();

    @Override
    public Optional<String> cancelRun() {
      return Optional.empty();
    }

    @Override
    public Optional<String> cancelJobs(List<JobName> jobs) {
      return Optional.empty();
    }

    @Override
    public void change(BacklogChange change, Consumer<Answer> hearer) {
      assertEquals(CHANGE, change);
      waiting.add(hearer);
    }
  }

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new RunFolder(project, new RunId("20261120-154741-7f3a"));
    Files.createDirectories(folder.path());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private RunControl.Opened served() {
    RunControl.Opened opened = new ControlServer(_ -> {}).open(folder, asked);
    open.add(opened);
    eventually(() -> Files.exists(folder.control()));
    return opened;
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "not within 30 s");
      LockSupport.parkNanos(5_000_000);
    }
  }

  private FutureTask<Reply> ask() {
    FutureTask<Reply> task = new FutureTask<>(() -> ChangeClient.ask(folder, CHANGE));
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  @Test
  void aClientHearsWhatCameOfItsChangeWhenTheRunHasDecided() throws Exception {
    served();
    FutureTask<Reply> first = ask();
    eventually(() -> asked.waiting.size() == 1);
    FutureTask<Reply> second = ask();
    eventually(() -> asked.waiting.size() == 2);

    asked.waiting.get(1).accept(new Answer.Later("the run is over"));
    assertEquals(new Reply.Later("the run is over"), second.get());
    assertTrue(!first.isDone());
    asked.waiting.getFirst().accept(NO);

    assertEquals(new Reply.Refused("item WRK-007 cannot go from done to blocked"), first.get());
  }

  @Test
  void whoWaitsForAnAnswerKeepsNobodyOutAndIsNotLetGo() throws Exception {
    served();
    List<FutureTask<Reply>> all = new ArrayList<>();
    for (int i = 0; i < Listener.MOST_WAITING; i++) {
      all.add(ask());
    }
    eventually(() -> asked.waiting.size() == Listener.MOST_WAITING);
    long begun = System.nanoTime();

    assertInstanceOf(Reply.Later.class, ask().get(), "one more than may wait");
    assertEquals(
        new ControlClient.Reply.Accepted(),
        ControlClient.send(List.of(new Order(folder, List.of())), _ -> true).getFirst());

    assertTrue(System.nanoTime() - begun < Listener.SILENCE.toNanos() / 2);
    eventually(() -> System.nanoTime() - begun > Listener.SILENCE.toNanos() * 11 / 10);
    asked.waiting.forEach(hearer -> hearer.accept(NO));
    for (FutureTask<Reply> one : all) {
      assertInstanceOf(Reply.Refused.class, one.get());
    }
  }

  @Test
  void whatIsAnsweredRightBeforeTheCloseIsHeard() throws Exception {
    for (int round = 0; round < 20; round++) {
      RunControl.Opened opened = served();
      FutureTask<Reply> reply = ask();
      eventually(() -> !asked.waiting.isEmpty());

      asked.waiting.removeFirst().accept(NO);
      opened.close();

      assertInstanceOf(Reply.Refused.class, reply.get());
    }
  }

  @Test
  void aRunThatHasHeardAndDoesNotAnswerLeavesItOpenWhatBecameOfIt() throws Exception {
    RunControl.Opened opened = served();
    FutureTask<Reply> reply = ask();
    eventually(() -> asked.waiting.size() == 1);

    opened.close();

    assertInstanceOf(Reply.Unknown.class, reply.get());
  }

  @Test
  void aRunThatHasHeardNothingMayBeAskedAgain() throws Exception {
    assertInstanceOf(Reply.Later.class, ChangeClient.ask(folder, CHANGE), "no socket");
    served().close();

    assertInstanceOf(Reply.Later.class, ChangeClient.ask(folder, CHANGE), "no socket any more");
  }

  /** What a client makes of a run that says this. */
  private Reply answered(String lines) throws Exception {
    try (ServerSocketChannel run = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        SocketFolder at = SocketFolder.open(folder.path())) {
      Files.deleteIfExists(folder.control());
      run.bind(at.address(RunFolder.CONTROL));
      FutureTask<Reply> reply = ask();
      try (SocketChannel client = run.accept()) {
        client.read(ByteBuffer.allocate(1_000));
        client.write(StandardCharsets.UTF_8.encode(lines));
      }
      return reply.get();
    }
  }

  @Test
  void aRunOfAnotherVersionIsNamedAsThat() throws Exception {
    Reply reply = answered("{\"pawl\":1,\"ok\":false,\"error\":\"unknown field 'change'\"}\n");

    assertTrue(
        reply instanceof Reply.Refused refused
            && refused.reason().contains("another version of Pawl"),
        reply.toString());
  }

  @Test
  void twoAnswersThatComeTogetherAreTwo() throws Exception {
    String both =
        "{\"pawl\":1,\"heard\":true}\n"
            + "{\"pawl\":1,\"ok\":true,\"words\":\"WRK-008 is added\",\"item\":\"WRK-008\"}\n";

    assertEquals(
        new Reply.Changed("WRK-008 is added", Optional.of(new ItemId("WRK-008"))), answered(both));
  }

  @Test
  void whatIsNoAnswerLeavesItOpenWhatBecameOfIt() throws Exception {
    assertInstanceOf(Reply.Unknown.class, answered("hello\n"));
    assertInstanceOf(Reply.Later.class, answered("{\"pawl\""), "nothing was heard");
  }

  @Test
  void moreTextThanALineHoldsIsNotSent() throws Exception {
    BacklogChange huge = new BacklogChange.Block(new ItemId("WRK-007"), "x".repeat(300_000));

    Reply reply = ChangeClient.ask(folder, huge);

    assertTrue(
        reply instanceof Reply.Mistaken mistaken && mistaken.reason().contains("BACKLOG.yaml"),
        reply.toString());
  }

  @Test
  void aClientThatSendsItsNextLineAtOnceIsHeardAfterItsAnswer() throws Exception {
    served();
    try (SocketFolder at = SocketFolder.open(folder.path());
        SocketChannel client = SocketChannel.open(at.address(RunFolder.CONTROL))) {
      byte[] change = new ControlRequest.Change(CHANGE).line();
      ByteBuffer both = ByteBuffer.allocate(1_000).put(change);
      both.put("{\"pawl\":1,\"op\":\"cancel\"}\n".getBytes(StandardCharsets.UTF_8)).flip();
      client.write(both);
      eventually(() -> asked.waiting.size() == 1);

      asked.waiting.getFirst().accept(NO);

      StringBuilder heard = new StringBuilder();
      ByteBuffer some = ByteBuffer.allocate(1_000);
      while (heard.toString().lines().count() < 3 || heard.charAt(heard.length() - 1) != '\n') {
        client.read(some.clear());
        heard.append(StandardCharsets.UTF_8.decode(some.flip()));
      }
      List<String> lines = heard.toString().lines().toList();
      assertEquals("{\"pawl\":1,\"heard\":true}", lines.getFirst());
      assertTrue(lines.get(1).contains("cannot go from done"), heard::toString);
      assertEquals("{\"pawl\":1,\"ok\":true}", lines.get(2));
    }
  }
}
