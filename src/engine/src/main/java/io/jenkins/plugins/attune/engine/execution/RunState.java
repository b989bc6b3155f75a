package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a look at the machine tells of a run, whoever follows it. */
public enum RunState implements Serializable {
    /** Its supervisor has not been started: its pack's environment is being built, for example. */
    PREPARING,
    /** Its supervisor looks after it. */
    RUNNING,
    /** Its supervisor has said its last word, or is gone without one. */
    ENDED,
    /** There is no trace of it: it has not begun, or it has ended and somebody was told. */
    GONE;

    /** Looks at this machine. */
    public static RunState of(RunTrace trace) throws IOException {
        ControlDirectory control = ControlDirectory.at(Path.of(trace.controlDirectory()));
        if (!Files.isDirectory(control.path())) {
            return GONE;
        }
        if (control.exit() != null) {
            return ENDED;
        }
        if (!Files.exists(control.file("supervisor"))) {
            return PREPARING;
        }
        return control.supervisorLives() ? RUNNING : ENDED;
    }
}
