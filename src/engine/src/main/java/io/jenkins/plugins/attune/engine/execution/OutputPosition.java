package io.jenkins.plugins.attune.engine.execution;

import java.io.Serializable;

/** How many bytes of each stream an observer has been told, so that another can go on from there. */
public record OutputPosition(long stdout, long stderr) implements Serializable {
    public OutputPosition {
        if (stdout < 0 || stderr < 0) {
            throw new IllegalArgumentException("a position is not negative: " + stdout + ", " + stderr);
        }
    }

    public static OutputPosition start() {
        return new OutputPosition(0, 0);
    }

    public long of(OutputStreamName stream) {
        return stream == OutputStreamName.STDOUT ? stdout : stderr;
    }
}
