package dev.pawl.coordinator;

import dev.pawl.model.JobName;
import dev.pawl.model.Limits;
import dev.pawl.model.Occasion;
import dev.pawl.process.Output;
import dev.pawl.process.Program;
import dev.pawl.process.SpawnRequest;
import dev.pawl.run.Effect;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunCommand.NoticeEnd;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The notices of one run: what they are told, where their output goes, and what is said of one that
 * failed.
 *
 * <pre>
 * PAWL_NOTICE     success, failure or finish
 * PAWL_STATUS     succeeded, failed, cancelled or interrupted
 * PAWL_EXIT_CODE  of the run
 * PAWL_REASON     what the status does not tell by itself; may be empty
 * PAWL_FAILED     build,test: the jobs that failed or timed out; may be empty
 * </pre>
 */
final class RunNotices {
  /** A variable holds 128 KB at most; what is left out is said by three dots, no job's name. */
  private static final int LONGEST_LIST = 100_000;

  private static final String MORE = "...";

  private final RunSetting setting;
  private final Children children;
  private final Consumer<RunCommand> post;
  private @Nullable Notifier notifier;

  RunNotices(RunSetting setting, Children children, Consumer<RunCommand> post) {
    this.setting = setting;
    this.children = children;
    this.post = post;
  }

  /** Starts giving them; those that have no command for this platform are left out. */
  void give(Effect.Notify e, RunState state) {
    Map<Occasion, SpawnRequest> requests = new EnumMap<>(Occasion.class);
    for (Occasion notice : e.notices()) {
      state
          .workflow()
          .notices()
          .text(notice, Effects.PLATFORM)
          .ifPresent(text -> requests.put(notice, request(notice, text, e.outcome(), state)));
    }
    notifier = Notifier.start(children, requests, Notifier.LIMIT, this::told);
  }

  void stop(Effect.StopNotices e) {
    if (notifier != null) {
      notifier.stop(e.grace(), e.reason());
    }
  }

  /** Waits for nothing any more. */
  void close() {
    if (notifier != null) {
      notifier.leave();
    }
  }

  /** Says what has just been recorded. */
  void failed(RunEvent.NoticeFailed e) {
    boolean printed = Files.exists(setting.folder().log(e.notice()));
    String where = printed ? "; see " + setting.folder().relativeLog(e.notice()) : "";
    setting.observer().notice("on " + e.notice().wire() + ": " + e.reason() + where);
  }

  private void told(List<NoticeEnd> ends) {
    post.accept(new RunCommand.NoticesTold(ends.stream().map(this::scrubbed).toList()));
  }

  private NoticeEnd scrubbed(NoticeEnd end) {
    return new NoticeEnd(
        end.notice(),
        end.exitCode(),
        end.signal(),
        setting.secrets().scrub(end.failure()),
        setting.secrets().scrub(end.remark()));
  }

  private SpawnRequest request(
      Occasion notice, String text, RunEvent.RunFinished outcome, RunState state) {
    Program program = setting.surroundings().notice(text, facts(notice, outcome, state));
    long most = setting.request().project().log().maxSize();
    return new SpawnRequest(
        setting.surroundings().scope(notice),
        program,
        new Output.Log(setting.folder().log(notice), most, false),
        false,
        Limits.DEFAULT_GRACE);
  }

  private static Map<String, String> facts(
      Occasion notice, RunEvent.RunFinished outcome, RunState state) {
    Map<String, String> facts = new HashMap<>();
    facts.put("PAWL_NOTICE", notice.wire());
    facts.put("PAWL_STATUS", outcome.status().wire());
    facts.put("PAWL_EXIT_CODE", Integer.toString(outcome.exitCode()));
    facts.put("PAWL_REASON", outcome.reason().orElse(""));
    facts.put("PAWL_FAILED", failed(state.rows()));
    return facts;
  }

  /** The names of the jobs that failed or timed out, separated by commas. */
  static String failed(List<JobRow> rows) {
    StringBuilder names = new StringBuilder();
    for (JobRow row : rows) {
      if (row.status().isFailure()) {
        JobName job = row.job().name();
        if (names.length() > LONGEST_LIST) {
          return names.append(',').append(MORE).toString();
        }
        names.append(names.isEmpty() ? "" : ",").append(job);
      }
    }
    return names.toString();
  }
}
