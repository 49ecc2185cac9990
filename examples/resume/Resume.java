import com.sun.net.httpserver.HttpServer;
import dev.pawl.ledger.Content;
import dev.pawl.ledger.Items;
import dev.pawl.ledger.Ledger;
import dev.pawl.ledger.Outcome;
import dev.pawl.ledger.SignalledStop;
import dev.pawl.ledger.StopSource;
import dev.pawl.ledger.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Downloads the pages of a catalogue into FOLDER/pages. Stop it with Ctrl+C, or kill it, and start
 * it again: it goes on where it was. It brings its own slow server, so that it runs anywhere.
 */
public class Resume {
  public static void main(String[] arguments) throws IOException {
    Path project = Files.createDirectories(Path.of(arguments[0]));
    int pages = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    int exit;
    try (Catalogue catalogue = new Catalogue(project.resolve("requests.log"));
        SignalledStop stop = StopSource.onSignals();
        Ledger ledger = Ledger.open(project, stop.token())) {
      Outcome<Integer> outcome =
          ledger
              .step("resume/pages")
              .key("pages", pages)
              .content(Content.folder("pages").include("*.txt"))
              .watchedBy(progress -> System.out.println(progress))
              .progressToJob()
              .run(work -> download(catalogue, project, pages, work));
      System.out.println(outcome.step() + ": " + outcome.reason());
      exit = outcome.isComplete() ? 0 : Math.max(1, stop.exitStatus());
    }
    System.exit(exit);
  }

  /** The work of the step: complete when it returns. */
  static int download(Catalogue catalogue, Path project, int pages, Work work) throws Exception {
    Path folder = Files.createDirectories(project.resolve("pages"));
    List<Integer> all = IntStream.rangeClosed(1, pages).boxed().toList();
    Items<Integer> items = work.items(all, page -> "page-" + page);
    try (HttpClient client = HttpClient.newHttpClient()) {
      items.each(4, page -> {
        HttpRequest request = HttpRequest.newBuilder(catalogue.page(page)).build();
        String text = client.send(request, BodyHandlers.ofString()).body();
        Path fresh = Files.writeString(folder.resolve("page-" + page + ".new"), text);
        Files.move(fresh, folder.resolve("page-" + page + ".txt"), StandardCopyOption.ATOMIC_MOVE);
      });
    }
    return items.total();
  }

  /** A server on this machine that takes its time, and writes down what it was asked for. */
  record Catalogue(HttpServer server, Path served) implements AutoCloseable {
    Catalogue(Path served) throws IOException {
      this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), served);
      server.createContext("/", exchange -> {
        pause();
        String page = exchange.getRequestURI().getPath().substring(1);
        append(page + "\n");
        byte[] body = ("This is " + page + ".\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      });
      server.start();
    }

    private static void pause() {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void append(String line) throws IOException {
      Files.writeString(
          served,
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }

    URI page(int number) {
      return URI.create(
          "http://localhost:" + server.getAddress().getPort() + "/page-" + number);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
