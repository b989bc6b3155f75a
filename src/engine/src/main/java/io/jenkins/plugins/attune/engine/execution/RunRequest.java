package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything the machine that runs an action is told, except the parameters and their secrets: those cross in a call of
 * their own. Holds types of the JDK only, since agents have nothing else.
 *
 * @param executionId unique to the run; letters, digits and {@code -}
 * @param variables of the run's environment, those of the platform included; no parameter is ever among them
 */
public record RunRequest(
        String executionId, Program program, Place place, Map<String, String> variables, RunLimits limits)
        implements Serializable {
    /**
     * In place of a token: where nobody tells who calls, the machine may make a secret one for this run alone, and put it
     * into the environment.
     */
    public static final String SECRET_TOKEN_ALLOWED = "secret";

    public RunRequest {
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /** The name under which the run is known to the key bridge, or leave to make one; null where it has no keys. */
    @CheckForNull
    public String keyToken() {
        return variables.get(KeyBridge.TOKEN);
    }

    /** The id only: it may hold what is nobody's business. */
    @Override
    public String toString() {
        return "RunRequest[" + executionId + "]";
    }

    /** The same run with further variables. */
    RunRequest with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(variables);
        all.putAll(more);
        return new RunRequest(executionId, program, place, all, limits);
    }

    /**
     * What is started.
     *
     * @param action the reference, for messages
     * @param entryPoint below the pack's {@code actions}, with {@code /}
     * @param required further runtimes that must exist, by the name the action gives them
     * @param parameterFile whether the document goes into a file and not to standard input
     */
    public record Program(
            String action, String entryPoint, Needed runtime, Map<String, Needed> required, boolean parameterFile)
            implements Serializable {
        public Program {
            required = Collections.unmodifiableMap(new TreeMap<>(required));
        }
    }

    /** A runtime, and the versions of it that will do. */
    public record Needed(RuntimeDescriptor descriptor, VersionRange versions) implements Serializable {}

    /**
     * Where, on the machine that runs it; absolute paths.
     *
     * @param pack directory of the pack, never written to
     * @param controlRoot directory in which the run's control directory is made
     * @param environments directory that holds the packs' environments
     * @param artifacts directory for files the action leaves
     * @param install how the pack's dependencies are installed there
     */
    public record Place(String pack, String controlRoot, String environments, String artifacts, InstallSettings install)
            implements Serializable {
        /** A place where nothing is set up beyond what the machine itself is. */
        public Place(String pack, String controlRoot, String environments, String artifacts) {
            this(pack, controlRoot, environments, artifacts, InstallSettings.defaults());
        }
    }
}
