package dev.pawl.backlog;

import java.util.List;
import java.util.Optional;

/**
 * The ordered phases that items of one kind go through.
 *
 * @param prePhases those of scoping, none of them destructive
 * @param phases those of the work, at least one
 */
public record Pipeline(PipelineName name, List<Phase> prePhases, List<Phase> phases) {
  public Pipeline {
    prePhases = List.copyOf(prePhases);
    phases = List.copyOf(phases);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("pipeline '" + name + "' has no phases");
    }
  }

  /** The phases of a pool. */
  public List<Phase> of(Pool pool) {
    return pool == Pool.PRE ? prePhases : phases;
  }

  /** The phase at a position; empty when the pipeline has none of that name there. */
  public Optional<Phase> at(Position position) {
    return of(position.pool()).stream()
        .filter(phase -> phase.name().equals(position.phase()))
        .findFirst();
  }

  /** How far a position is, from 0; -1 when there is no such phase. */
  public int index(Position position) {
    List<Phase> all = of(position.pool());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(position.phase())) {
        return i;
      }
    }
    return -1;
  }

  /** Where a pool begins; empty for one without phases. */
  public Optional<Position> first(Pool pool) {
    return of(pool).stream().findFirst().map(phase -> new Position(pool, phase.name()));
  }

  /** What comes after a position in its pool; empty at the end. */
  public Optional<Position> after(Position position) {
    List<Phase> all = of(position.pool());
    int next = index(position) + 1;
    return next > 0 && next < all.size()
        ? Optional.of(new Position(position.pool(), all.get(next).name()))
        : Optional.empty();
  }
}
