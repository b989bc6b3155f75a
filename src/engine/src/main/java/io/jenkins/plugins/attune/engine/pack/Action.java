package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.delivery.ParameterFormat;
import io.jenkins.plugins.attune.engine.queue.QueueRule;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One action as its file {@code actions/<name>.yaml} declares it.
 *
 * @param file the declaring file, below the pack's directory
 */
public record Action(ActionRef ref, About about, Program program, Contract contract, Limits limits, String file) {

    /** What people read, and whether the author lets it run at all. */
    public record About(String label, String description, List<String> tags, boolean enabled) {
        public About {
            tags = List.copyOf(tags);
        }
    }

    /**
     * What is started, and with which interpreter.
     *
     * @param runner name or alias of a runtime
     * @param entryPoint file below {@code actions/}, with {@code /}; null only where there is a workflow file
     * @param workflowFile an Attune workflow, which is not run here
     * @param version versions of the interpreter that will do
     * @param requiredRuntimes further runtimes, by name or alias, that the machine must have
     */
    public record Program(
            String runner,
            @CheckForNull String entryPoint,
            @CheckForNull String workflowFile,
            VersionRange version,
            Map<String, VersionRange> requiredRuntimes) {
        public Program {
            requiredRuntimes = Map.copyOf(new TreeMap<>(requiredRuntimes));
        }
    }

    /** What goes in and what comes out. */
    public record Contract(
            ParameterDelivery delivery,
            ParameterFormat parameterFormat,
            OutputFormat outputFormat,
            ValueSchema parameters,
            ValueSchema output) {}

    /**
     * Bounds the author asks for.
     *
     * @param timeout null where the author names none
     * @param retention null where the author names none
     * @param concurrency null where the author asks for nothing
     */
    public record Limits(
            @CheckForNull Duration timeout,
            @CheckForNull LogRetention retention,
            @CheckForNull QueueRule concurrency) {}

    /** How long logs of runs are kept: {@code limit} versions, days, hours or minutes. */
    public record LogRetention(Policy policy, int limit) {
        /** The unit of the limit. */
        public enum Policy {
            VERSIONS,
            DAYS,
            HOURS,
            MINUTES
        }
    }
}
