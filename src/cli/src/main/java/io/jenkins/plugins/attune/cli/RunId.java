package io.jenkins.plugins.attune.cli;

/**
 * Names a run: by time, process and a clock that goes on within the process, so that no two are alike on a machine.
 *
 * <p>No secret and no random number: those take longer to get than the run of a small action.
 */
final class RunId {
    private static final int RADIX = 36;

    private RunId() {}

    static String next() {
        return String.join(
                "-",
                Long.toString(System.currentTimeMillis(), RADIX),
                Long.toString(ProcessHandle.current().pid(), RADIX),
                Long.toString(System.nanoTime() & Integer.MAX_VALUE, RADIX));
    }
}
