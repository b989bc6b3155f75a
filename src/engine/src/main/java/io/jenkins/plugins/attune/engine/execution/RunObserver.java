package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.environment.InstallerCredential;
import io.jenkins.plugins.attune.engine.keys.KeyRefusedException;
import java.io.IOException;
import java.util.List;

/**
 * Told what a run writes while it runs; each call comes from one thread at a time.
 *
 * <p>A slow observer delays only what it is told, never the action. Over a remote connection a call returns when the
 * other side has taken the bytes, so that nothing piles up in between.
 */
public interface RunObserver {
    /** The next bytes of a stream: at most 64 KiB, cut anywhere, even within a character. */
    void output(OutputStreamName stream, byte[] bytes) throws IOException;

    /** So many bytes of the stream are missing here, because they were over the limit. */
    void leftOut(OutputStreamName stream, long bytes) throws IOException;

    /** A line for people on what the run waits for, such as the building of an environment. */
    default void progress(String line) throws IOException {}

    /** Credentials for the index that packages are installed from; asked only when an environment is built. */
    default List<InstallerCredential> installerCredentials() throws IOException {
        return List.of();
    }

    /**
     * The action has written a key, and goes on when this has returned. May come from any thread at any time of the run.
     *
     * @param value as JSON; a secret, to be copied where it is kept
     * @throws KeyRefusedException where this run may not write this key
     */
    default void keyWritten(String reference, byte[] value) throws IOException {
        throw new KeyRefusedException("this run may not write keys, and the value would be lost with it");
    }

    /** Somebody who does not belong to the run wanted its keys. May come from any thread at any time of the run. */
    default void keyRefused(String line) throws IOException {
        progress(line);
    }

    /** A secret was made for this run, and stands in its environment: to be hidden. */
    default void secretMade(byte[] secret) throws IOException {}

    /** These keys were read by the run; once, before its end, and only where any were. */
    default void keysRead(List<String> references) throws IOException {}

    /**
     * The run has ended; nothing follows. Exactly one of the two is null.
     *
     * @param failure why it could not be started or supervised, as a person may read it
     */
    void ended(RunOutcome outcome, RunFailure failure) throws IOException;
}
