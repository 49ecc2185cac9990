package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.BacklogChange.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnswersTest {
  private static final Answer NO = new Answer.Refused("no");

  private final Answers answers = new Answers();
  private final List<Answer> heard = new CopyOnWriteArrayList<>();

  @Test
  void whoAsksHearsOneAnswer() {
    long first = answers.ask(heard::add);
    long second = answers.ask(heard::add);

    answers.give(second, NO);
    answers.give(second, new Answer.Refused("again"));

    assertEquals(List.of(NO), heard);
    assertTrue(first != second);
  }

  @Test
  void whatTheRunHasNotDecidedAtItsEndMayBeAskedAgain() {
    answers.ask(heard::add);

    answers.close();
    answers.ask(heard::add);

    assertEquals(2, heard.size());
    heard.forEach(answer -> assertTrue(answer instanceof Answer.Later, answer.toString()));
  }

  @Test
  void whatTheRunHasDecidedIsWaitedForAtItsEnd() throws Exception {
    long asked = answers.ask(heard::add);
    answers.decided(asked);
    Thread closing = Thread.ofPlatform().start(answers::close);
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    assertEquals(List.of(), heard);
    answers.give(asked, NO);
    closing.join();

    assertEquals(List.of(NO), heard);
  }
}
