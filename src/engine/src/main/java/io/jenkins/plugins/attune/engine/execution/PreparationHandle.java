package io.jenkins.plugins.attune.engine.execution;

/** The environments of a pack that are being prepared, for whoever asked for them. */
public interface PreparationHandle {
    /** Gives up what is not there yet; the observer is told of the end. May be called more than once. */
    void cancel();
}
