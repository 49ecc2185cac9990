package dev.pawl.config;

/** The {@code pawl.yml} that {@code pawl init} writes: small, commented, and it runs at once. */
public final class StarterConfig {
  private StarterConfig() {}

  /** The text of the file. */
  public static String text() {
    return """
    # Jobs and what they need; `pawl run` runs them. All keys: docs/configuration.md
    jobs:
      hello:
        description: says hello
        run: echo "hello from $PAWL_JOB"

      check:
        description: starts when hello has succeeded
        run: |
          test -f pawl.yml
          echo "pawl.yml is in place"
        needs: hello
        timeout: 1m
    """;
  }
}
