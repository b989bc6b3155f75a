package io.jenkins.plugins.attune.page;

import hudson.model.Api;
import hudson.model.Computer;
import io.jenkins.plugins.attune.catalog.PackNumbers;
import io.jenkins.plugins.attune.history.RunBoard;
import java.io.IOException;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What there is, what runs and what ran last, at a glance. */
@ExportedBean
public final class Overview {
    /** Of those that are over. */
    private static final int RUNS = 10;

    private final QueueBoard queues;
    private final PackNumbers packs;
    private final RunBoard runs;

    private Overview(QueueBoard queues, PackNumbers packs, RunBoard runs) {
        this.queues = queues;
        this.packs = packs;
        this.runs = runs;
    }

    static Overview of(QueueBoard queues) throws IOException {
        return new Overview(queues, PackNumbers.now(), RunBoard.latest("", RUNS));
    }

    /** As it is at {@code queues/api/json}. */
    @Exported(merge = true, inline = true)
    public QueueBoard getQueueBoard() {
        return queues;
    }

    @Exported
    public PackNumbers getPacks() {
        return packs;
    }

    public RunBoard getRuns() {
        return runs;
    }

    /** Agents whose environments the current user may see. */
    public int getAgents() {
        return (int) Stream.of(Jenkins.get().getComputers())
                .filter(computer -> computer.hasPermission(Computer.EXTENDED_READ))
                .count();
    }

    /** Has the page lead to the description of what programs may ask for. */
    public Api getApi() {
        return new Api(this);
    }
}
