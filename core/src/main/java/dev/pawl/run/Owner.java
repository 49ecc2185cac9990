package dev.pawl.run;

/**
 * Who coordinates a run: a process told apart from every other by boot, number and start.
 *
 * @param boot the kernel's boot id
 * @param start clock ticks after boot (field 22 of /proc/PID/stat)
 */
public record Owner(String boot, long pid, long start) {}
