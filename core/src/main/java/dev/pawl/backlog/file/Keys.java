package dev.pawl.backlog.file;

import java.util.List;

/** The keys of BACKLOG.yaml, in the order in which new ones are put. */
final class Keys {
  static final String SCHEMA_VERSION = "schema_version";
  static final String NEXT_ID = "next_id";
  static final String ITEMS = "items";

  static final String ID = "id";
  static final String TITLE = "title";
  static final String STATUS = "status";
  static final String PIPELINE = "pipeline";
  static final String PHASE = "phase";
  static final String POOL = "pool";
  static final String SIZE = "size";
  static final String COMPLEXITY = "complexity";
  static final String RISK = "risk";
  static final String IMPACT = "impact";
  static final String DEPENDENCIES = "dependencies";
  static final String TAGS = "tags";
  static final String DESCRIPTION = "description";
  static final String REVIEW = "requires_human_review";
  static final String APPROVED = "approved";
  static final String BLOCKED = "blocked";
  static final String RESOLUTION = "resolution";
  static final String NOTES = "notes";
  static final String ORIGIN = "origin";
  static final String CREATED = "created";
  static final String UPDATED = "updated";
  static final String LAST_COMMIT = "last_phase_commit";

  static final String BY = "by";
  static final String AT = "at";
  static final String FROM = "from";
  static final String REASON = "reason";

  static final String CONTEXT = "context";
  static final String PROBLEM = "problem";
  static final String SOLUTION = "solution";
  static final String SIZING_RATIONALE = "sizing_rationale";

  /** Of every map; where a key stands in several, its neighbours are the same. */
  static final List<String> ORDER =
      List.of(
          SCHEMA_VERSION,
          NEXT_ID,
          ID,
          TITLE,
          STATUS,
          PIPELINE,
          PHASE,
          POOL,
          SIZE,
          COMPLEXITY,
          RISK,
          CONTEXT,
          PROBLEM,
          SOLUTION,
          IMPACT,
          SIZING_RATIONALE,
          DEPENDENCIES,
          TAGS,
          DESCRIPTION,
          REVIEW,
          APPROVED,
          BLOCKED,
          RESOLUTION,
          NOTES,
          ORIGIN,
          CREATED,
          UPDATED,
          LAST_COMMIT,
          BY,
          AT,
          FROM,
          REASON,
          ITEMS);

  private Keys() {}
}
