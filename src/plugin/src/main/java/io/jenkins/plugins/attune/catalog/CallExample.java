package io.jenkins.plugins.attune.catalog;

import io.jenkins.plugins.attune.engine.describe.CallExamples;
import io.jenkins.plugins.attune.engine.pack.Action;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Calls of an action that can be copied, with something in place of what is required. */
@ExportedBean(defaultVisibility = 999)
public final class CallExample {
    private final CallExamples examples;

    CallExample(Action action) {
        this.examples = new CallExamples(action);
    }

    /** The step, to be put inside a {@code node}. */
    @Exported
    public String getPipeline() {
        return examples.pipeline();
    }

    /** The parameters of the build step, in YAML; empty where none is required. */
    @Exported
    public String getFreestyleParameters() {
        return examples.yaml().stripTrailing();
    }

    /** The credentials of the build step: parameter to the place of an id. */
    @Exported
    public Map<String, String> getFreestyleCredentials() {
        return examples.credentials();
    }

    /** For a shell. */
    @Exported
    public String getCli() {
        return examples.shell();
    }
}
