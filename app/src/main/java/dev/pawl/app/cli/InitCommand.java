package dev.pawl.app.cli;

import dev.pawl.config.ProjectFolder;
import dev.pawl.config.StarterConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl init}: a first configuration, or a first backlog. Overwrites nothing. */
final class InitCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "init [--backlog]";
  }

  @Override
  public String example() {
    return "pawl init && pawl run";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .flag("Write a backlog, and how agents work it off, beside what is there", "--backlog");
  }

  @Override
  public int run(Call call) throws IOException {
    Path folder = ProjectAt.existing(call.options().folder());
    Path file = call.options().config().orElseGet(() -> folder.resolve(ProjectFolder.FILE));
    boolean backlog = call.flag("--backlog");
    if (backlog) {
      new FirstBacklog(call, file).write();
    } else {
      write(call, file);
    }
    GitIgnore ignore = GitIgnore.near(file.resolveSibling(""));
    if (ignore.isWanted()) {
      ignore.add();
      report(call, "added " + GitIgnore.ENTRY + " to " + call.shown(ignore.file()));
    }
    String next = "'pawl backlog add' adds an item, 'pawl work' works it off";
    report(call, backlog ? next : "'pawl run' runs it");
    return ExitCode.FINE;
  }

  private static void write(Call call, Path file) throws IOException {
    try {
      byte[] text = StarterConfig.text().getBytes(StandardCharsets.UTF_8);
      Files.write(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw Refusal.refused(call.shown(file) + " exists already and is left as it is");
    }
    report(call, "wrote " + call.shown(file));
  }

  private static void report(Call call, String text) throws IOException {
    if (!call.options().quiet()) {
      call.out().write(text + "\n");
    }
  }
}
