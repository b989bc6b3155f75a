package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Runs of a queue failed so often that its circuit breaker refuses further ones for a while. */
public final class CircuitOpenException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public CircuitOpenException(String what, @CheckForNull String remedy) {
        super(what, null, remedy, null);
    }

    @Override
    public int exitCode() {
        return 75;
    }

    @Override
    public String kind() {
        return "circuit_open";
    }
}
