package dev.pawl.e2e.fault;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The calls by which files come to be and change, each under all the names that it has. */
enum DiskCall {
  OPEN("openat"),
  WRITE("write,pwrite64"),
  FORCE("fsync"),
  FORCE_BYTES("fdatasync"),
  RENAME("?rename,?renameat,renameat2");

  private final String names;

  DiskCall(String names) {
    this.names = names;
  }

  /** As strace(1) wants it; a name that a machine does not have begins with '?'. */
  String names() {
    return names;
  }

  /** The names of all of them. */
  static String all() {
    return Arrays.stream(values()).map(DiskCall::names).collect(Collectors.joining(","));
  }

  /** Whether a line of strace tells of it. */
  boolean isIn(String line) {
    for (String name : names.replace("?", "").split(",")) {
      if (line.contains(" " + name + "(")) {
        return true;
      }
    }
    return false;
  }
}
