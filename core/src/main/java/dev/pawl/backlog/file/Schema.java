package dev.pawl.backlog.file;

import java.util.Map;

/** A version of the file, and what it calls its fields. */
enum Schema {
  /** Before Pawl: read, and written as the newer one. */
  THREE(
      3,
      Map.of(
          Keys.NEXT_ID, "next_item_id",
          Keys.PIPELINE, "pipeline_type",
          Keys.POOL, "phase_pool")),

  /** Of this program. */
  FOUR(4, Map.of());

  /** Of a blocked item, in the old form. */
  static final String OLD_FROM = "blocked_from_status";

  static final String OLD_REASON = "blocked_reason";

  private final int version;
  private final Map<String, String> names;

  Schema(int version, Map<String, String> names) {
    this.version = version;
    this.names = names;
  }

  /** Whether the newest version has another name for it. */
  static boolean isOld(String key) {
    return THREE.names.containsValue(key) || key.equals(OLD_FROM) || key.equals(OLD_REASON);
  }

  int version() {
    return version;
  }

  /** What a field is called in it. */
  String name(String key) {
    return names.getOrDefault(key, key);
  }

  /** The fields that it calls otherwise than the newest version, by what it calls them. */
  Map<String, String> names() {
    return names;
  }
}
