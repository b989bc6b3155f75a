package io.jenkins.plugins.attune.engine.pack;

/** How the result is read from standard output. */
public enum OutputFormat {
    TEXT,
    JSON,
    YAML,
    /** One JSON value a line; the result is their list. */
    JSONL
}
