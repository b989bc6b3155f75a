package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.queue.Applied;
import io.jenkins.plugins.attune.engine.queue.AppliedPolicy;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One value that applies to a queue, and whose it is. */
@ExportedBean(defaultVisibility = 3)
public final class PolicyValue {
    private final String name;
    private final String title;
    private final Applied<?> applied;

    private PolicyValue(String name, String title, Applied<?> applied) {
        this.name = name;
        this.title = title;
        this.applied = applied;
    }

    /** Those that apply. */
    static List<PolicyValue> all(AppliedPolicy policy) {
        List<PolicyValue> values = new ArrayList<>();
        add(values, "limit", Messages.PolicyValue_limit(), policy.limit());
        add(values, "maxWaiting", Messages.PolicyValue_maxWaiting(), policy.maxWaiting());
        add(values, "rate", Messages.PolicyValue_rate(), policy.rate());
        add(values, "personRate", Messages.PolicyValue_personRate(), policy.personRate());
        add(values, "breaker", Messages.PolicyValue_breaker(), policy.breaker());
        return List.copyOf(values);
    }

    private static void add(List<PolicyValue> values, String name, String title, @CheckForNull Applied<?> applied) {
        if (applied != null) {
            values.add(new PolicyValue(name, title, applied));
        }
    }

    @Exported
    public String getName() {
        return name;
    }

    @Exported
    public String getValue() {
        return applied.value().toString();
    }

    /** Whose it is, for people. */
    @Exported
    public String getSource() {
        return applied.source().name();
    }

    /** The name, for people. */
    public String getTitle() {
        return title;
    }
}
