package dev.pawl.config;

import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Scalar;

/**
 * A key with its value, and where it stands.
 *
 * @param owner the map that it was written in
 */
record Field(Scalar key, Node value, Fields owner) {
  /** For example {@code 'timeout' in job 'test'}. */
  String title() {
    return "'" + key.text() + "' in " + owner.title();
  }
}
