package dev.pawl.git;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What differed from HEAD or the index at one moment, and what it held. Made of texts only, so that
 * it can be recorded and compared after a restart.
 *
 * @param contents path to a text that is another one when the content is: of a file its hash, which
 *     includes the executable bit, of a link that of its target, of a submodule its commit, of what
 *     is not there {@link #GONE}. Of what cannot be read only the reason is known. A path with a
 *     slash behind is a new folder that is a repository of its own.
 */
public record WorkTree(Map<String, String> contents) {
  /** Of a path at which nothing is. */
  public static final String GONE = "gone";

  public WorkTree {
    contents = Collections.unmodifiableMap(new TreeMap<>(contents));
  }
}
