package io.jenkins.plugins.attune.run;

import hudson.AbortException;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import io.jenkins.plugins.attune.engine.run.RunResult;
import io.jenkins.plugins.attune.engine.run.RunStatus;
import io.jenkins.plugins.attune.engine.run.SharedResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a run ended, ready for people and pipelines: secrets hidden, plain values only.
 *
 * @param result serialisable lists, maps, strings, numbers and booleans
 * @param failure what to tell, unless the run succeeded
 */
public record RunReport(RunStatus status, Map<String, Object> result, String failure) {
    /** Most of each stream that a pipeline gets: it is saved with every step that follows. */
    private static final int STREAM_BYTES = 64 << 10;

    private static final int STDERR_LINES = 10;
    private static final int STDERR_CHARACTERS = 4096;

    static RunReport of(RunMemo memo, RunResult result, SecretMask mask) {
        Map<String, Object> map = new LinkedHashMap<>();
        RunResult waited = result.afterWaiting(memo.origin().turn().waitedMillis());
        waited.toMap(STREAM_BYTES, mask).forEach((name, value) -> map.put(name, mask.value(value)));
        if (!memo.spec().secrets().isEmpty()) {
            map.put(SharedResult.SECRETS, List.copyOf(memo.spec().secrets()));
        }
        return new RunReport(result.status(), map, mask.text(failure(memo, result, mask)));
    }

    private static String failure(RunMemo memo, RunResult result, SecretMask mask) {
        String action = result.action().toString();
        return switch (result.status()) {
            case SUCCEEDED -> "";
            case FAILED -> action + " failed with exit code " + result.exitCode() + lastLines(result, mask);
            case TIMED_OUT ->
                action + " was stopped at its time limit of " + memo.bounds().timeoutSeconds() + " seconds"
                        + lastLines(result, mask);
            case ABORTED -> action + " was stopped";
            case INVALID_OUTPUT ->
                action + " ended with a result that does not fit: " + String.join("; ", result.warnings());
        };
    }

    private static String lastLines(RunResult result, SecretMask mask) {
        String lines = result.lastOfStderr(STDERR_LINES, mask);
        String end = lines.substring(Math.max(0, lines.length() - STDERR_CHARACTERS));
        return end.isBlank() ? "" : "\n" + end;
    }

    /** Whether the build may go on. */
    public boolean succeeded() {
        return status == RunStatus.SUCCEEDED;
    }

    /** What it means to a circuit breaker. */
    Outcome outcome() {
        return switch (status) {
            case SUCCEEDED -> Outcome.SUCCEEDED;
            case ABORTED -> Outcome.UNKNOWN;
            case FAILED, TIMED_OUT, INVALID_OUTPUT -> Outcome.FAILED;
        };
    }

    /** The failure as Jenkins shows it, without a stack trace. */
    public AbortException toException() {
        return new AbortException(failure);
    }
}
