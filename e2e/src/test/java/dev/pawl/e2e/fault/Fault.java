package dev.pawl.e2e.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * One call of the program on its own files that goes wrong.
 *
 * @param number of which call, from 1; each thread counts for itself
 */
record Fault(Area area, DiskCall call, Harm harm, int number) {
  /** Every kind of fault, without its number. */
  static List<Fault> kinds(Area area) {
    List<Fault> kinds = new ArrayList<>();
    for (DiskCall call : DiskCall.values()) {
      for (Harm harm : Harm.values()) {
        if (harm.fits(call)) {
          kinds.add(new Fault(area, call, harm, 1));
        }
      }
    }
    return kinds;
  }

  /** What {@link #toString} has written. */
  static Fault parse(String text) {
    String[] words = text.split(" ");
    return new Fault(
        Area.valueOf(words[0]),
        DiskCall.valueOf(words[1]),
        Harm.valueOf(words[2]),
        Integer.parseInt(words[3]));
  }

  /** The same of another call. */
  Fault at(int other) {
    return new Fault(area, call, harm, other);
  }

  /** How strace(1) is told. */
  List<String> options() {
    return List.of(
        "-etrace=" + call.names(), "-einject=" + call.names() + ":" + harm.injected(number));
  }

  @Override
  public String toString() {
    return area + " " + call + " " + harm + " " + number;
  }
}
