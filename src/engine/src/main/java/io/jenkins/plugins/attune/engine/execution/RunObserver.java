package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;

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

    /**
     * The run has ended; nothing follows. Exactly one of the two is null.
     *
     * @param failure why it could not be started or supervised, as a person may read it
     */
    void ended(RunOutcome outcome, RunFailure failure) throws IOException;
}
