package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param exitCode as a shell gives it
 * @param output the parsed result; null where there is none, or it could not be read
 * @param warnings what is wrong with the result, and what else a person should know
 */
public record RunResult(
        ActionRef action,
        String executionId,
        RunStatus status,
        int exitCode,
        @CheckForNull JsonNode output,
        Streams streams,
        Timings timings,
        List<String> warnings) {
    public RunResult {
        warnings = List.copyOf(warnings);
    }

    /** The two streams, as far as they are kept with a result. */
    public record Streams(RunOutcome.Captured stdout, RunOutcome.Captured stderr) {
        /** Bytes of both that are kept nowhere. */
        public long leftOut() {
            return stdout.leftOut() + stderr.leftOut();
        }
    }

    /** How long each stage took, in milliseconds. */
    public record Timings(long queuedMillis, long environmentMillis, long durationMillis) {}

    /** Reads the result out of how the process ended. */
    public static RunResult of(ResultSpec spec, String executionId, RunOutcome outcome) {
        List<String> warnings = new ArrayList<>(spec.warnings());
        boolean succeeded = outcome.end() == RunOutcome.End.EXITED && outcome.exitCode() == 0;
        ResultReader.Read read = ResultReader.read(spec, outcome.stdout());
        // An action that failed need not keep to its schema; what it wrote is still worth having where it parses.
        if (succeeded) {
            warnings.addAll(read.warnings());
        }
        if (outcome.stdout().damaged() || outcome.stderr().damaged()) {
            warnings.add("output was lost, because the machine that ran the action could not store it");
        }
        return new RunResult(
                spec.action(),
                executionId,
                status(outcome, spec.strict() && !read.warnings().isEmpty()),
                outcome.exitCode(),
                read.output(),
                new Streams(outcome.stdout(), outcome.stderr()),
                new Timings(0, outcome.environmentMillis(), outcome.durationMillis()),
                warnings);
    }

    /** The same result of a run that waited for its turn. */
    public RunResult afterWaiting(long millis) {
        Timings waited = new Timings(millis, timings.environmentMillis(), timings.durationMillis());
        return new RunResult(action, executionId, status, exitCode, output, streams, waited, warnings);
    }

    private static RunStatus status(RunOutcome outcome, boolean badOutput) {
        return switch (outcome.end()) {
            case TIMED_OUT -> RunStatus.TIMED_OUT;
            case STOPPED -> RunStatus.ABORTED;
            case EXITED ->
                outcome.exitCode() != 0 ? RunStatus.FAILED : badOutput ? RunStatus.INVALID_OUTPUT : RunStatus.SUCCEEDED;
        };
    }

    /**
     * The result as plain lists, maps, strings, numbers and booleans, in a fixed order of keys.
     *
     * @param streamBytes most bytes of each stream that are in it: the last ones
     */
    public Map<String, Object> toMap(int streamBytes) {
        return toMap(streamBytes, SecretMask.of(List.of()));
    }

    /** The same with secrets hidden, also where a stream is cut within one. */
    public Map<String, Object> toMap(int streamBytes, SecretMask mask) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("action", action.toString());
        map.put("executionId", executionId);
        map.put("status", status.toString());
        map.put("exitCode", exitCode);
        map.put("durationMs", timings.durationMillis());
        map.put("queuedMs", timings.queuedMillis());
        map.put("environmentMs", timings.environmentMillis());
        map.put("output", mask.value(PlainValues.of(output)));
        map.put("stdout", text(streams.stdout(), streamBytes, mask));
        map.put("stderr", text(streams.stderr(), streamBytes, mask));
        Map<String, Object> truncated = new LinkedHashMap<>();
        truncated.put("stdoutBytes", missing(streams.stdout(), streamBytes));
        truncated.put("stderrBytes", missing(streams.stderr(), streamBytes));
        map.put("truncated", truncated);
        map.put("warnings", mask.value(warnings));
        return map;
    }

    /** The last lines of standard error, for a message; secrets are hidden before they can be cut. */
    public String lastOfStderr(int lines, SecretMask mask) {
        List<String> all = text(streams.stderr(), RunOutcome.Captured.TAIL_BYTES, mask)
                .lines()
                .toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    private static byte[] last(RunOutcome.Captured stream) {
        return stream.complete() ? stream.head() : stream.tail();
    }

    private static String text(RunOutcome.Captured stream, int limit, SecretMask mask) {
        byte[] bytes = last(stream);
        boolean cut = missing(stream, limit) > 0;
        int start = Math.max(0, bytes.length - limit);
        // Begins with a whole character: bytes that continue one are 10xxxxxx.
        while (cut && start < bytes.length && (bytes[start] & 0xC0) == 0x80) {
            start++;
        }
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        return cut ? mask.rest(text) : mask.text(text);
    }

    private static long missing(RunOutcome.Captured stream, int limit) {
        return Math.max(0, stream.total() - Math.min(limit, last(stream).length));
    }
}
