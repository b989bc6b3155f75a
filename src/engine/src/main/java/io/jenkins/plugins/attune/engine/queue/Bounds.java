package io.jenkins.plugins.attune.engine.queue;

/** Checks numbers that come from people. */
final class Bounds {
    private Bounds() {}

    static void check(String what, long value, long from, long to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(
                    "the " + what + " must be from " + from + " to " + to + ", and is " + value);
        }
    }
}
