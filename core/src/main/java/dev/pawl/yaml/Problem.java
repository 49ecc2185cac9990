package dev.pawl.yaml;

import dev.pawl.model.SafeText;

/**
 * One mistake in a configuration file. What is told of it may quote the file, and is one line
 * without anything that a terminal would obey.
 *
 * @param file as the user named it
 * @param line from 1; 0 when the file as a whole is meant
 * @param column from 1, in characters; 0 when the file as a whole is meant
 * @param message what is wrong, on which thing
 * @param remedy what to do about it; "" when the message says it
 */
public record Problem(String file, int line, int column, String message, String remedy) {
  public Problem {
    file = SafeText.shown(file);
    message = SafeText.shown(message);
    remedy = SafeText.shown(remedy);
  }

  /** For example {@code pawl.yml:3:5: unknown key 'need' in job 'test'; did you mean 'needs'?}. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": " + message + (remedy.isEmpty() ? "" : "; " + remedy);
  }
}
