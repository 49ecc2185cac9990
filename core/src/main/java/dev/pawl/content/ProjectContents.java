package dev.pawl.content;

import dev.pawl.content.ContentReference.All;
import dev.pawl.content.ContentReference.Directory;
import dev.pawl.content.ContentReference.File;
import dev.pawl.content.ContentReference.Value;
import dev.pawl.content.Gathering.Unread;
import dev.pawl.posix.Libc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The contents on disk: find what counts, read what the cache does not know, add it all up. */
final class ProjectContents implements Contents {
  private final byte[] root;
  private final HashCache cache;
  private final InstantSource clock;
  private final Readings readings = new Readings();
  private volatile @Nullable Notes notes;
  private final ConcurrentLinkedQueue<Gathering> gatherings = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<FileReader> readers = new ConcurrentLinkedQueue<>();

  private ProjectContents(byte[] root, HashCache cache, InstantSource clock) {
    this.root = root;
    this.cache = cache;
    this.clock = clock;
  }

  static ProjectContents open(Path project, HashCache cache, InstantSource clock) {
    // The project's own path came from the JVM, in its encoding; all below it is bytes and UTF-8.
    byte[] path = Libc.pathBytes(project.toAbsolutePath().toString());
    byte[] root = path.length == 1 ? path : Arrays.copyOf(path, path.length + 1);
    root[root.length - 1] = '/';
    return new ProjectContents(root, cache, clock);
  }

  @Override
  public Content look(ContentReference reference, List<String> except)
      throws UnreadableContentException {
    Gathering free = gatherings.poll();
    Gathering gathering = free == null ? new Gathering(root, cache) : free;
    Found found;
    List<Unread> unread;
    try {
      found = find(reference, Selection.patterns(except), gathering);
    } finally {
      unread = gathering.takeUnread();
      gatherings.add(gathering);
    }
    if (!unread.isEmpty()) {
      readings.doAll(unread.stream().map(Reading::new).toList());
    }
    return content(found);
  }

  /** What counts for a reference, before it is read. */
  private record Found(ContentReference reference, List<ContentEntry> entries, List<Found> parts) {}

  private static Found find(
      ContentReference reference, List<PathPattern> except, Gathering gathering)
      throws UnreadableContentException {
    return switch (reference) {
      case File(String path) -> new Found(reference, gathering.file(path, except), List.of());
      case Directory folder -> new Found(reference, gathering.folder(folder, except), List.of());
      case Value value -> new Found(reference, List.of(), List.of());
      case All(List<ContentReference> parts) -> {
        List<Found> found = new ArrayList<>(parts.size());
        for (ContentReference part : parts) {
          found.add(find(part, except, gathering));
        }
        yield new Found(reference, List.of(), found);
      }
    };
  }

  private Content content(Found found) {
    List<Content> parts =
        found.parts.isEmpty() ? List.of() : found.parts.stream().map(this::content).toList();
    List<ContentEntry> entries = found.entries;
    Hash hash =
        switch (found.reference) {
          case File file -> ContentHash.ofFile(entries);
          case Directory folder -> ContentHash.ofFolder(entries);
          case Value(String text) -> ContentHash.ofValue(text);
          case All all -> ContentHash.ofAll(parts);
        };
    if (found.reference instanceof Directory && !hash.equals(ContentHash.MISSING)) {
      cache.learn(hash, () -> Manifest.ofFolder(entries));
    } else if (found.reference instanceof All) {
      cache.learn(hash, () -> Manifest.ofAll(parts));
    }
    Notes taken = notes;
    if (taken != null) {
      taken.add(found.reference, entries);
    }
    return new Content(found.reference, hash, entries, parts);
  }

  @Override
  public void takeNotes() {
    notes = new Notes();
  }

  @Override
  public void dropNotes() {
    notes = null;
  }

  @Override
  public void remember(String topic, byte[] found) {
    Notes taken = notes;
    if (taken != null && taken.areEnough()) {
      byte[] evidence = Evidence.of(taken.files(), cache);
      if (evidence != null) {
        cache.learn(Finding.key(topic), Finding.row(found, evidence));
      }
    }
  }

  private final class Reading implements Readings.Task {
    private final Unread file;

    Reading(Unread file) {
      this.file = file;
    }

    @Override
    public long bytes() {
      return file.bytes();
    }

    @Override
    public void read() throws UnreadableContentException {
      ContentEntry entry = file.entry();
      byte[] path = Arrays.copyOf(root, root.length + entry.bytes().length);
      System.arraycopy(entry.bytes(), 0, path, root.length, entry.bytes().length);
      FileReader free = readers.poll();
      FileReader reader = free == null ? new FileReader(clock) : free;
      try {
        FileReader.Reading reading = reader.read(path, entry.path());
        entry.read(reading.hash());
        if (reading.isSettled()) {
          cache.learn(entry.bytes(), reading.stamp(), reading.hash());
        }
      } finally {
        readers.add(reader);
      }
    }
  }

  @Override
  public Optional<String> difference(String oldHash, Content now) {
    @Nullable Hash old = Hash.parse(oldHash);
    return old == null
        ? Optional.empty()
        : Optional.ofNullable(new Difference(cache).first(old, now));
  }

  @Override
  public void save() throws IOException {
    cache.save();
  }
}
