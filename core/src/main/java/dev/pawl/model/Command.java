package dev.pawl.model;

import java.util.Map;
import java.util.Optional;

/** What a job runs: one shell text, or one per platform. */
public sealed interface Command {
  /** The text for a platform ({@code linux}, {@code macos}); empty where the job does not run. */
  Optional<String> on(String platform);

  /** The same text everywhere. */
  record Everywhere(String text) implements Command {
    @Override
    public Optional<String> on(String platform) {
      return Optional.of(text);
    }
  }

  /** A text per platform, in file order; the platforms that are missing skip the job. */
  record PerPlatform(Map<String, String> texts) implements Command {
    public PerPlatform {
      texts = Ordered.map(texts);
    }

    @Override
    public Optional<String> on(String platform) {
      return Optional.ofNullable(texts.get(platform));
    }
  }
}
