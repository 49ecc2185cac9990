/**
 * What an agent is told, how its program is started, and what it meant by its end.
 *
 * <p>The way of a phase: {@link dev.pawl.agent.Prompts} writes the prompt of a {@link
 * dev.pawl.agent.Briefing}, {@link dev.pawl.agent.AgentCommand} is the shell text of the job that
 * carries the phase out, {@link dev.pawl.agent.PhaseReport} is what its {@link
 * dev.pawl.agent.Ending} says. {@link dev.pawl.agent.AgentCheck} finds out which programs are
 * there.
 *
 * <p>Invariants: a result counts only if it names the item and the phase that were asked for; what
 * an agent printed is looked at only where there is no such result; whatever an agent writes is
 * bounded before it is read, and none of it leaves as an exception. Time is an argument.
 * Deliberately absent: the start of phases, retries and waits, which are the coordinator's; the
 * network; any change to the folders in which agent programs keep their own settings.
 *
 * <p>Threads: none of its own. Everything runs on the caller's thread; {@link
 * dev.pawl.agent.AgentCheck} waits there for the programs that it asks.
 */
@NullMarked
package dev.pawl.agent;

import org.jspecify.annotations.NullMarked;
