package io.jenkins.plugins.attune.cli;

/**
 * Names a run: by time, process and a clock that goes on within the process, so that no two are alike on a machine.
 *
 * <p>It is a number in decimal digits, because clients of the platform read it as one. No secret and no random number:
 * those take longer to get than the run of a small action.
 */
final class RunId {
    /** No id of a process on Linux is as large. */
    private static final long PROCESSES = 10_000_000;

    private static final long NANOS = 1_000_000_000;

    private RunId() {}

    static String next() {
        return System.currentTimeMillis()
                + padded(ProcessHandle.current().pid(), PROCESSES)
                + padded(System.nanoTime(), NANOS);
    }

    /** With zeros before it, so that no two numbers can look like two others. */
    private static String padded(long number, long bound) {
        return Long.toString(bound + Math.floorMod(number, bound)).substring(1);
    }
}
