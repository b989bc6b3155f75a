package io.jenkins.plugins.attune.engine.execution;

/** The two streams a process writes. */
public enum OutputStreamName {
    STDOUT("out"),
    STDERR("err");

    private final String file;

    OutputStreamName(String file) {
        this.file = file;
    }

    /** How the supervisor's files for this stream begin. */
    String file() {
        return file;
    }
}
