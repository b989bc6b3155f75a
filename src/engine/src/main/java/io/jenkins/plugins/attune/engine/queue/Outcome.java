package io.jenkins.plugins.attune.engine.queue;

/** What became of a run that held slots, as far as a circuit breaker is concerned. */
public enum Outcome {
    SUCCEEDED,
    FAILED,
    /** Says nothing: aborted, lost, or not a run at all. */
    UNKNOWN
}
