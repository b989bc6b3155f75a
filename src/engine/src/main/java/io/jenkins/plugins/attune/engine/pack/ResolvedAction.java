package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.error.ActionNotRunnableException;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An action together with everything needed to run it.
 *
 * @param runtime of the action's runner; for a workflow, which has none, {@link RuntimeDescriptor#none()}
 * @param required the further runtimes it needs, by the name the action gives them
 */
public record ResolvedAction(
        Pack pack, Action action, RuntimeDescriptor runtime, Map<String, RuntimeDescriptor> required) {
    public ResolvedAction {
        Objects.requireNonNull(pack);
        Objects.requireNonNull(action);
        Objects.requireNonNull(runtime);
        required = Collections.unmodifiableMap(new TreeMap<>(required));
    }

    /**
     * This action, where it may be started.
     *
     * @throws ActionNotRunnableException where the action or its pack is disabled, or the action is a workflow
     */
    public ResolvedAction requireRunnable() throws ActionNotRunnableException {
        if (!pack.manifest().about().enabled()) {
            throw notRunnable(
                    "the pack '" + pack.ref() + "' is disabled",
                    PackSnapshot.MANIFESTS.get(0),
                    "Its author, or whoever keeps this copy, can set 'enabled: true' there.");
        }
        if (!action.about().enabled()) {
            throw notRunnable(
                    "the action '" + action.ref() + "' is disabled",
                    action.file(),
                    "Its author, or whoever keeps this copy, can set 'enabled: true' there.");
        }
        if (action.program().workflowFile() != null) {
            throw notRunnable(
                    "the action '" + action.ref() + "' is a workflow, and workflows are not run here",
                    action.file(),
                    "A Jenkinsfile does this job: call the actions of the workflow as its steps.");
        }
        return this;
    }

    private ActionNotRunnableException notRunnable(String what, String file, String remedy) {
        return new ActionNotRunnableException(what, pack.location() + "/" + file, remedy);
    }
}
