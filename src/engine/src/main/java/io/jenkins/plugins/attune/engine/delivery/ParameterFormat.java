package io.jenkins.plugins.attune.engine.delivery;

/** The notation of the parameter document. */
public enum ParameterFormat {
    /** One compact line, types kept. */
    JSON,
    /** One document, types kept for YAML 1.1 and 1.2 readers. */
    YAML,
    /** {@code key='value'} lines sorted by key. */
    DOTENV
}
