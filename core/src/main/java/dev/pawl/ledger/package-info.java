/**
 * The library: a Java program that keeps its work in the ledger, {@code .pawl/state.jsonl}.
 *
 * <pre>{@code
 * try (StopSource stop = StopSource.onSignals();
 *     Ledger ledger = Ledger.open(project, stop.token())) {
 *   Outcome<Integer> outcome =
 *       ledger
 *           .step("demo/pages")
 *           .dependsOn("demo/index")
 *           .key("url", url)
 *           .content(Content.folder("data/pages").include("*.json"))
 *           .run(work -> {
 *             Items<Page> pages = work.items(index.pages(), Page::name);
 *             pages.each(page -> download(page, work.stop()));
 *             return pages.total();
 *           });
 * }
 * }</pre>
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A step is incomplete in the ledger before its work is called, and complete only after the
 *       work has returned, its content is there, and no stop was asked for in between. No method
 *       writes either of the two: only {@link dev.pawl.ledger.Step#run} does.
 *   <li>Two threads or processes never do the same step at once.
 *   <li>No type of another package of Pawl is part of a public signature here.
 *   <li>The host program's signals are left alone unless {@link
 *       dev.pawl.ledger.StopSource#onSignals} is called, and nothing is left running by {@code
 *       close}.
 * </ul>
 *
 * <p>Deliberately absent: results (contents are recorded, return values are not), and a scheduler:
 * the program calls its steps in the order it likes.
 *
 * <p>Threads: ledgers, steps, tokens and sources may be used by any number of threads, virtual ones
 * too: these hand what would pin them to threads {@code pawl-ledger} that end after a second. The
 * work of a step runs on the thread that calls {@code run}. Stop hooks run on {@code pawl-stop}.
 */
@NullMarked
package dev.pawl.ledger;

import org.jspecify.annotations.NullMarked;
