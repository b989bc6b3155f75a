package io.jenkins.plugins.attune.run;

import java.security.SecureRandom;

/**
 * Names runs: random numbers in decimal digits, because clients of the platform read a run's id as a number. JavaScript
 * knows whole numbers up to 2^53 exactly.
 */
final class RunIds {
    private static final long LOWEST = 1_000_000_000_000_000L;

    private static final long BOUND = 1L << 53;

    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    static String next() {
        return Long.toString(RANDOM.nextLong(LOWEST, BOUND));
    }
}
