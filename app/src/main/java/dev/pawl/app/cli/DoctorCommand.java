package dev.pawl.app.cli;

import dev.pawl.app.cli.Checkup.Finding;
import dev.pawl.app.format.Palette;
import dev.pawl.app.format.Palette.Tone;
import dev.pawl.model.SafeText;
import java.io.IOException;

/** {@code pawl doctor}: whether Pawl can work here, and what to do where it cannot. */
final class DoctorCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "doctor";
  }

  @Override
  public String example() {
    return "pawl doctor";
  }

  @Override
  public int run(Call call) throws IOException {
    Palette palette = Palette.of(call.colored(call.caller().out()));
    boolean failed = false;
    for (Finding finding : Checkup.all(call)) {
      failed |= finding.grade() == Checkup.Grade.FAIL;
      if (call.options().quiet() && finding.grade() == Checkup.Grade.OK) {
        continue;
      }
      String remedy = finding.remedy().isEmpty() ? "" : ": " + finding.remedy();
      call.out()
          .write(
              palette.paint(tone(finding), finding.grade().padded())
                  + SafeText.shown(finding.about() + ", " + finding.found() + remedy)
                  + "\n");
    }
    return failed ? ExitCode.FAILED : ExitCode.FINE;
  }

  private static Tone tone(Finding finding) {
    return switch (finding.grade()) {
      case OK -> Tone.GOOD;
      case WARN -> Tone.CAREFUL;
      case FAIL -> Tone.BAD;
    };
  }
}
