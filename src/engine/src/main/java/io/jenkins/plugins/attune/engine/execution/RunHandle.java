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

    /**
     * The same, and the run's keys before it: an action never starts without them.
     *
     * @param keys a frame of {@link io.jenkins.plugins.attune.engine.keys.KeyFrame}, wiped by this call, on this machine
     */
    void deliver(byte[] document, byte[] keys) throws IOException;

    /**
     * Gives a run that was found again its keys back, at the address that its action knows.
     *
     * @param keys as for {@code deliver}
     * @throws IOException where the address can't be had again: the action would wait for answers in vain
     */
    void restoreKeys(byte[] keys) throws IOException;

    /** Asks the process tree to end, and kills it after the grace period; returns at once. */
    void stop() throws IOException;
}
