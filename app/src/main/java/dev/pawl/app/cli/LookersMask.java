package dev.pawl.app.cli;

import dev.pawl.model.Project;
import dev.pawl.model.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets out of what jobs tell, for somebody who looks at a run that is not his: those
 * of his own environment, and of the configuration as it is now if it can be read. They are looked
 * for when the first text comes, because mostly there is none.
 */
final class LookersMask implements UnaryOperator<String> {
  private final Call call;
  private @Nullable List<Secrets> secrets;

  LookersMask(Call call) {
    this.call = call;
  }

  @Override
  public String apply(String text) {
    List<Secrets> known = secrets;
    if (known == null) {
      known = find();
      secrets = known;
    }
    String masked = text;
    for (Secrets some : known) {
      masked = some.scrub(masked);
    }
    return masked;
  }

  private List<Secrets> find() {
    List<Secrets> found = new ArrayList<>();
    found.add(Secrets.in(List.of(call.caller().environment())));
    Optional<Project> project =
        ProjectAt.ifReadable(
            call.options().folder(), call.options().config().map(file -> file.toString()));
    project.ifPresent(
        one -> one.workflows().values().forEach(w -> found.add(Secrets.of(w, List.of()))));
    return found;
  }
}
