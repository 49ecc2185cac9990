package dev.pawl.step;

import dev.pawl.line.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether a complete job has to run again:
 *
 * <pre>
 * {"command":"..","shell":"..","env":{"REGION":"eu"},"inputs":"9a0c..","needs":{"default/a":"77e1.."}}
 * </pre>
 *
 * <p>A loop has {@code items} besides, the hash of what it loops over. Two keys are the same when
 * all their fields are, also those that this version does not know. Whoever makes a key hides the
 * values of secret variables, for example behind a hash.
 */
public record StepKey(JsonObject fields) {
  private static final String ITEMS = "items";

  /**
   * A key of all known fields.
   *
   * @param inputs hash of the contents of the inputs; empty when there are none
   * @param needs the content hashes of the needs that are steps
   */
  public static StepKey of(
      String command,
      String shell,
      Map<String, String> env,
      Optional<String> inputs,
      Map<StepName, String> needs) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", command);
    fields.put("shell", shell);
    fields.put("env", env);
    inputs.ifPresent(hash -> fields.put("inputs", hash));
    Map<String, String> hashes = new LinkedHashMap<>();
    needs.forEach((need, hash) -> hashes.put(need.value(), hash));
    fields.put("needs", hashes);
    return new StepKey(JsonObject.of(fields));
  }

  /** The same for a step that does items one by one: {@code hash} is that of their list. */
  public StepKey withItems(String hash) {
    Map<String, Object> all = new LinkedHashMap<>();
    fields.names().forEach(name -> all.put(name, Objects.requireNonNull(fields.value(name))));
    all.put(ITEMS, hash);
    return new StepKey(JsonObject.of(all));
  }

  /**
   * What is different now, each as a few words: "command changed", "env REGION added", "needs
   * default/a changed". Empty when nothing is; the order of fields does not matter.
   */
  public List<String> differences(StepKey now) {
    List<String> found = new ArrayList<>();
    compare("", fields, now.fields, found);
    return found;
  }

  private static void compare(String prefix, JsonObject was, JsonObject is, List<String> found) {
    Set<String> names = new LinkedHashSet<>(was.names());
    names.addAll(is.names());
    for (String name : names) {
      Object before = was.value(name);
      Object after = is.value(name);
      if (prefix.isEmpty() && (isFields(before) || isFields(after))) {
        compare(name + " ", asFields(before), asFields(after), found);
      } else if (!Objects.equals(before, after)) {
        found.add(prefix + name + how(before, after));
      }
    }
  }

  private static String how(@Nullable Object before, @Nullable Object after) {
    return before == null ? " added" : after == null ? " removed" : " changed";
  }

  private static boolean isFields(@Nullable Object value) {
    return value instanceof JsonObject;
  }

  private static JsonObject asFields(@Nullable Object value) {
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }
}
