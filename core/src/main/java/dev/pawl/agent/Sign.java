package dev.pawl.agent;

import dev.pawl.backlog.AgentSetting;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that an agent printed and that tells why it ended without a result. The last of several
 * counts.
 *
 * @param text what it printed
 * @param all everything that was said, that of this meaning first, the last of it before the others
 */
record Sign(Meaning meaning, String text, List<String> all) {
  private static final String LETTERS = "(?i)";

  /**
   * The wordings are those of the programs and of the services behind them: claude 2.1, codex
   * 0.169, opencode 1.18, gemini 0.61. What is not among them is no sign; an agent that fails with
   * other words counts as unavailable all the same, by its exit.
   */
  private static final List<Word> KNOWN =
      List.of(
          new Word(
              Meaning.TOO_MUCH,
              "prompt is too long|maximum context length|context_length_exceeded"
                  + "|input exceeds the maximum length|exceeds the context window"),
          new Word(
              Meaning.UNAVAILABLE,
              "overloaded|at capacity|exhausted your capacity|capacity (is )?(unavailable|exceeded)"
                  + "|model_capacity_|service unavailable|internal server error|bad gateway"
                  + "|(api error|status|code)\\W{0,4}5\\d\\d\\b"),
          new Word(
              Meaning.USAGE_LIMIT,
              "(usage|session|weekly|daily|hour|spend|rate|request|token)s?[ _-]limit"
                  + "( has been)?[ _-](reached|exceeded|error)|would exceed your .{0,30}rate limit"
                  + "|(hit|reached|exceeded) your .{0,30}(limit|quota)|exhausted your .{0,20}quota"
                  + "|quota (exceeded|exhausted)|insufficient_quota|resource_exhausted"
                  + "|usage_limit_reached|out of (usage|extra usage|credits)"
                  + "|credit balance is too low|too many requests"
                  + "|(api error|rejected|status|code)\\W{0,4}429\\b"),
          new Word(
              Meaning.UNAVAILABLE,
              "not logged in|run /login|invalid api key|incorrect api key|api key not valid"
                  + "|set an auth method|invalid auth method|authentication[ _](failed|error)"
                  + "|token (has |is )?(expired|revoked)"
                  + "|(api error|status|code)\\W{0,4}40[13]\\b|\\b401 unauthorized|\\b403 forbidden"),
          new Word(
              Meaning.UNAVAILABLE,
              "no connection to the api|econnrefused|econnreset|enotfound|eai_again|etimedout"
                  + "|connection (refused|reset|failed|error)|cannot connect|unable to connect"
                  + "|fetch failed|could not resolve host|failed to lookup address"
                  + "|network is unreachable|waiting for network"));

  /** What a sign says. */
  enum Meaning {
    /** It may not be used any more for a while. */
    USAGE_LIMIT,
    /** It cannot work, now or here. */
    UNAVAILABLE,
    /** The task is too much for it. */
    TOO_MUCH
  }

  private record Word(Meaning meaning, Pattern pattern) {
    Word(Meaning meaning, String alternatives) {
      this(meaning, Pattern.compile(LETTERS + "(" + alternatives + ")"));
    }
  }

  /**
   * The last sign in what an agent printed.
   *
   * @param crashed whether it ended by itself, and not well. Otherwise its plain lines are only
   *     held against what the configuration looks for: an agent may well write about rate limits.
   */
  static Optional<Sign> find(AgentSetting agent, Transcript transcript, boolean crashed) {
    List<Word> configured = configured(agent);
    List<Word> all = new ArrayList<>(configured);
    all.addAll(KNOWN);
    List<Said> said = new ArrayList<>();
    transcript.lines().forEach(line -> meaning(line, crashed ? all : configured, said));
    transcript.complaints().forEach(complaint -> meaning(complaint, all, said));
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Said last = said.getLast();
    List<String> texts = new ArrayList<>();
    said.reversed().stream()
        .filter(one -> one.meaning() == last.meaning())
        .forEach(one -> texts.add(one.text()));
    texts.addAll(transcript.complaints().reversed());
    texts.addAll(transcript.lines().reversed());
    return Optional.of(new Sign(last.meaning(), last.text(), texts));
  }

  /** When a usage limit ends, if that was said anywhere. */
  Optional<Instant> reset(ZonedDateTime now) {
    return all.stream().flatMap(text -> ResetTime.in(text, now).stream()).findFirst();
  }

  private record Said(Meaning meaning, String text) {}

  private static void meaning(String text, List<Word> words, List<Said> said) {
    words.stream()
        .filter(word -> Bounded.finds(word.pattern(), text))
        .findFirst()
        .ifPresent(word -> said.add(new Said(word.meaning(), text)));
  }

  private static List<Word> configured(AgentSetting agent) {
    List<Word> words = new ArrayList<>();
    agent.usageLimit().forEach(it -> words.add(word(Meaning.USAGE_LIMIT, it)));
    agent.unavailable().forEach(it -> words.add(word(Meaning.UNAVAILABLE, it)));
    return words;
  }

  private static Word word(Meaning meaning, String regex) {
    return new Word(meaning, Pattern.compile(regex));
  }
}
