package io.jenkins.plugins.attune.history;

import io.jenkins.plugins.attune.engine.history.PastRun;
import java.util.List;

/** How a run ended, in words and in a colour of Jenkins' own. */
public record RunState(String status) {
    /** All that a run can end with, in the order in which people choose. */
    static final List<String> ALL =
            List.of("succeeded", "failed", "timed_out", "aborted", "invalid_output", "refused", "lost", "error");

    /** For people. */
    public String getTitle() {
        return switch (status) {
            case PastRun.Ending.SUCCEEDED -> Messages.RunState_succeeded();
            case "failed" -> Messages.RunState_failed();
            case "timed_out" -> Messages.RunState_timedOut();
            case "aborted" -> Messages.RunState_aborted();
            case "invalid_output" -> Messages.RunState_invalidOutput();
            case "refused" -> Messages.RunState_refused();
            case "lost" -> Messages.RunState_lost();
            default -> Messages.RunState_error();
        };
    }

    /** Class of Jenkins' own style sheet. */
    public String getColor() {
        return switch (status) {
            case PastRun.Ending.SUCCEEDED -> "jenkins-!-success-color";
            case "aborted" -> "jenkins-!-text-color-secondary";
            case "refused", "invalid_output" -> "jenkins-!-warning-color";
            default -> "jenkins-!-error-color";
        };
    }

    public String getStatus() {
        return status;
    }
}
