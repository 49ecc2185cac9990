package dev.pawl.posix;

/**
 * The foreground of a terminal, loaded only when a job needs one.
 *
 * <p>{@code addtcsetpgrp_np} exists since glibc 2.35; a tcsetpgrp by the parent after the spawn is
 * no substitute (one child in ten was stopped by SIGTTIN first).
 */
final class TerminalCalls {
  private static final Downcall ADD_TCSETPGRP =
      Downcall.of("posix_spawn_file_actions_addtcsetpgrp_np");

  private TerminalCalls() {}

  static void addForeground(Memory actions, int terminal) {
    ADD_TCSETPGRP.plain(actions.address(), terminal);
  }
}
