/**
 * How another process of the same user reaches a run while it goes on: a unix domain socket in the
 * folder of the run.
 *
 * <p>Invariants: only the user whose run it is is heard; a message is bounded, and so are the
 * clients at a time; nobody waits for a client, least of all the coordinator; whatever a client
 * sends is answered or ends its connection, never the run. Deliberately absent: anything that only
 * looks (the records tell all of it) and any decision about the run. One thread serves all clients
 * of a run.
 */
@NullMarked
package dev.pawl.app.server;

import org.jspecify.annotations.NullMarked;
