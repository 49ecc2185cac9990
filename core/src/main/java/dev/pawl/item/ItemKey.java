package dev.pawl.item;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes an item the same one in another run.
 *
 * @param text as the command gets it
 * @param occurrence 1 for the first item of this text in the list, 2 for the second
 * @param content the hash of the file that it names; "" when it names none
 */
public record ItemKey(String text, int occurrence, String content) {
  /**
   * The keys of a list.
   *
   * @param contents in the same order; empty when the items name no files
   */
  public static List<ItemKey> of(List<String> texts, List<String> contents) {
    Map<String, Integer> seen = HashMap.newHashMap(texts.size());
    List<ItemKey> keys = new ArrayList<>(texts.size());
    for (int at = 0; at < texts.size(); at++) {
      String text = texts.get(at);
      int occurrence = seen.merge(text, 1, Integer::sum);
      keys.add(new ItemKey(text, occurrence, contents.isEmpty() ? "" : contents.get(at)));
    }
    return keys;
  }
}
