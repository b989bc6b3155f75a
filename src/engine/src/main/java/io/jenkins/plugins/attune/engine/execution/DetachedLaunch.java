package io.jenkins.plugins.attune.engine.execution;

import java.io.Serializable;
import java.util.List;

/**
 * One command that a launcher is to run to its end; it takes a moment, and leaves the supervisor behind.
 *
 * <p>It needs no standard input and no variables, and says nothing that must not be read.
 *
 * @param command a {@code $} stands for itself
 */
public record DetachedLaunch(List<String> command) implements Serializable {
    public DetachedLaunch {
        command = List.copyOf(command);
    }

    /** What came of it. */
    public record Report(End end, int exitCode, String said) implements Serializable {
        /** How it ended. */
        public enum End {
            EXITED,
            /** It had not ended when its time was up. */
            LATE,
            /** It was never started; what was said is why. */
            REFUSED
        }

        /** Bytes of its output worth keeping: an error of a container's tools takes a line or two. */
        public static final int SAID_BYTES = 4096;

        public static Report exited(int code, String said) {
            return new Report(End.EXITED, code, said);
        }

        public static Report late(String said) {
            return new Report(End.LATE, -1, said);
        }

        public static Report refused(String why) {
            return new Report(End.REFUSED, -1, why);
        }
    }
}
