package io.jenkins.plugins.attune.engine.environment;

import java.util.Map;

/** Marks processes, so that all of them can be found and ended later, by another process if need be. */
public interface ProcessMarks {
    /** Variables for the environment of a process that belongs to {@code id}. */
    Map<String, String> variables(String id);

    /** Kills every process that carries the mark, and waits until they are gone. */
    void kill(String id);
}
