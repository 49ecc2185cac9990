package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An item that is added to a backlog with comments of a person. */
final class AddScene extends Scene {
  private static final String TITLE = "Another one";
  private static final String BACKLOG =
      """
      # What is to be done.
      schema_version: 4
      next_id: 3
      items:
        - { id: WRK-001, title: First, status: new } # soon
        - { id: WRK-002, title: Second, status: new, mine: kept }
      """;

  AddScene(Path folder) throws Exception {
    super(folder, Project.in(folder.resolve("project"), config()));
    project().write("BACKLOG.yaml", BACKLOG);
    Files.createDirectory(project().path("phases"));
    project().write("phases/build.md", "Build it.\n");
  }

  private static String config() {
    return """
    agents: { scripted: { command: ['true'] } }
    pipelines: { feature: { phases: [{ name: build, instructions: phases/build.md }] } }
    """;
  }

  @Override
  String[] command() {
    return new String[] {"backlog", "add", TITLE};
  }

  @Override
  List<String> looks() {
    return List.of(LIST_ITEMS, STATUS, LIST_JOBS);
  }

  @SuppressWarnings("unchecked")
  private List<String> titles() throws Exception {
    Object items = Json.parse(look(LIST_ITEMS));
    return ((List<Map<String, Object>>) items)
        .stream().map(item -> item.get("title").toString()).toList();
  }

  @Override
  void judge(Program.Result harmed) throws Exception {
    List<String> titles = titles();
    assertEquals(List.of("First", "Second"), titles.subList(0, 2));
    assertTrue(titles.size() == 2 || titles.equals(List.of("First", "Second", TITLE)));
    assertEquals(harmed.exit() == 0, harmed.out().contains("WRK-004"), harmed.told());
    if (harmed.exit() == 0) {
      assertEquals(3, titles.size(), harmed.told());
    }
    if (titles.size() == 2) {
      assertEquals(BACKLOG, project().read("BACKLOG.yaml"));
    }
  }

  @Override
  void goOn(Program.Result harmed) throws Exception {
    if (titles().size() == 2) {
      assertEquals("WRK-004", pawl(command()).out().strip().split("[ :]")[0]);
    }
    assertEquals(List.of("First", "Second", TITLE), titles());
    Program.Result third = pawl("backlog", "edit", "WRK-004", "--impact", "high");
    assertEquals("WRK-004 is edited\n", third.err());
    try (var there = Files.list(project().folder())) {
      List<String> names = there.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(List.of(".pawl", "BACKLOG.yaml", "pawl.yml", "phases"), names, harmed.told());
    }
  }
}
