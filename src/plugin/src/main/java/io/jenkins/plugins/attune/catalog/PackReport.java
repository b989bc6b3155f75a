package io.jenkins.plugins.attune.catalog;

import hudson.model.Api;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackPolicy;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One pack with its actions and all that is wrong with it, for its page and for programs. */
@ExportedBean
public final class PackReport {
    private final PackSummary summary;

    PackReport(PackSummary summary) {
        this.summary = summary;
    }

    @Exported(merge = true, inline = true)
    public PackSummary getSummary() {
        return summary;
    }

    /** Those that can be used, by name. */
    @Exported
    public List<ActionSummary> getActions() {
        return summary.actions().stream().map(ActionSummary::new).toList();
    }

    /** Names of actions that have errors, with their files. */
    @Exported
    public Map<String, String> getBrokenActions() {
        return summary.loaded().broken();
    }

    @Exported
    public List<ProblemRow> getProblems() {
        return summary.loaded().problems().stream().map(ProblemRow::new).toList();
    }

    /** Packs that it needs, as its manifest says. */
    @Exported
    public List<String> getDependencies() {
        return summary.pack().map(pack -> pack.manifest().dependencies()).orElse(List.of());
    }

    /** Runtimes that it adds. */
    @Exported
    public List<String> getRuntimes() {
        return summary.pack().map(Pack::runtimes).orElse(List.of()).stream()
                .map(RuntimeDescriptor::name)
                .toList();
    }

    /** Its own rules for queues. */
    @Exported
    public List<String> getPolicies() {
        return summary.pack().map(Pack::policies).orElse(List.of()).stream()
                .map(PackPolicy::name)
                .toList();
    }

    /** Has the page lead to the description of what programs may ask for. */
    public Api getApi() {
        return new Api(this);
    }

    /** For people. */
    public String getDependencyText() {
        return String.join(", ", getDependencies());
    }

    /** For people. */
    public String getRuntimeText() {
        return String.join(", ", getRuntimes());
    }

    /** For people. */
    public String getPolicyText() {
        return String.join(", ", getPolicies());
    }
}
