package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;

/** A run on the machine that runs it, as seen from elsewhere; its end is told to its {@link RunObserver}. */
public interface RunHandle {
    /**
     * Hands the parameter document over: it reaches the action whole, or the action never starts.
     *
     * @param document wiped by this call, on this machine
     */
    void deliver(byte[] document) throws IOException;

    /** Asks the process tree to end, and kills it after the grace period; returns at once. */
    void stop() throws IOException;
}
