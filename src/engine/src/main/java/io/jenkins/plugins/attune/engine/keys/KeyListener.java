package io.jenkins.plugins.attune.engine.keys;

import java.io.IOException;

/** Told what a run's callers do with its keys. */
public interface KeyListener {
    /**
     * The action has written a key. It is told that this went well only after this has returned.
     *
     * @param value as JSON; to be copied where it is kept
     * @throws KeyRefusedException where this run may not write this key
     */
    void written(String reference, byte[] value) throws IOException;

    /** The action is about to be given a key, for the first time. */
    void read(String reference) throws IOException;

    /** Somebody who does not belong to the run used its name; told of the first few only. */
    void refused(String line) throws IOException;
}
