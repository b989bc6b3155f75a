package io.jenkins.plugins.attune.engine.delivery;

/** How the parameter document reaches the process; there is no way through its environment. */
public enum ParameterDelivery {
    /** Written to standard input, followed by a newline; then standard input is closed. */
    STDIN,
    /** A file of mode 0400, named by {@code ATTUNE_PARAMETER_FILE}, gone when the process ends. */
    FILE
}
