package io.jenkins.plugins.attune.cli;

/**
 * Names a run: by time, process and a clock that goes on within the process, mixed so that no two are likely to be alike.
 *
 * <p>It is a number in decimal digits, because clients of the platform read it as one; JavaScript knows whole numbers up to
 * 2^53 exactly. No secret and no random number: those take longer to get than the run of a small action.
 */
final class RunId {
    private static final long LOWEST = 1_000_000_000_000_000L;
    private static final long BOUND = 1L << 53;

    /** Processes that begin in the same millisecond are apart by this in what is mixed. */
    private static final int PROCESS_SHIFT = 42;

    private RunId() {}

    static String next() {
        return of(System.currentTimeMillis(), ProcessHandle.current().pid(), System.nanoTime());
    }

    static String of(long millis, long process, long nanos) {
        long mixed = mixed(mixed(millis ^ process << PROCESS_SHIFT) ^ nanos);
        return Long.toString(LOWEST + Math.floorMod(mixed, BOUND - LOWEST));
    }

    /** Each bit of the number changes half of those of the result (the last step of MurmurHash3, which is reversible). */
    private static long mixed(long number) {
        long mixed = number;
        mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
