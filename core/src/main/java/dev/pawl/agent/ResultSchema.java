package dev.pawl.agent;

/** The JSON Schema (2020-12) of a result, as agents are told it. */
public final class ResultSchema {
  private static final String RESOURCE = "result.schema.json";

  private ResultSchema() {}

  /** The schema as a JSON document. */
  public static String json() {
    return Resource.text(RESOURCE);
  }
}
