package io.jenkins.plugins.attune.engine.pack;

/** How much a {@link Problem} matters. */
public enum Severity {
    /** The pack, or the one action the file describes, can't be used. */
    ERROR,
    /** Usable, and probably not what the author meant. */
    WARNING
}
