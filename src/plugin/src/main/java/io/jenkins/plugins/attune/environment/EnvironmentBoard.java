package io.jenkins.plugins.attune.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.Computer;
import io.jenkins.plugins.attune.view.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The environments of the agents whose configuration the current user may see, a part of these agents at a time. */
@ExportedBean
public final class EnvironmentBoard {
    static final String PATH = "attune/environments/";

    /** Most that are asked at once. */
    static final int MAX_AGENTS = 50;

    private final List<AgentReport> agents;
    private final Part part;
    private final String pack;
    private final int total;

    private EnvironmentBoard(List<AgentReport> agents, Part part, String pack, int total) {
        this.agents = List.copyOf(agents);
        this.part = part;
        this.pack = pack;
        this.total = total;
    }

    /** @param pack whose environments are wanted; empty for all */
    static EnvironmentBoard of(Part part, String pack) throws IOException, InterruptedException {
        List<Computer> readable = Stream.of(Jenkins.get().getComputers())
                .filter(computer -> computer.hasPermission(Computer.EXTENDED_READ))
                .sorted(Comparator.comparing(Computer::getDisplayName))
                .toList();
        List<AgentQuestion> asked = new ArrayList<>();
        for (Computer computer : part.of(readable)) {
            asked.add(AgentQuestion.ask(computer));
        }
        long deadline = System.nanoTime() + AgentQuestion.PATIENCE.toNanos();
        List<AgentReport> agents = new ArrayList<>();
        for (AgentQuestion question : asked) {
            agents.add(question.answer(deadline, pack));
        }
        return new EnvironmentBoard(agents, part, pack, readable.size());
    }

    @Exported
    public List<AgentReport> getAgents() {
        return agents;
    }

    /** How many agents there are, on this page and on others. */
    @Exported
    public int getTotal() {
        return total;
    }

    /** Where the next part is; null where there is none. */
    @Exported
    @CheckForNull
    public String getNext() {
        return part.to() >= total ? null : Jenkins.get().getRootUrl() + PATH + "api/json?" + part.next("pack", pack);
    }

    /** Address of the next page below the one of Jenkins; null where there is none. */
    @CheckForNull
    public String getNextPath() {
        return part.to() >= total ? null : PATH + "?" + part.next("pack", pack);
    }

    public boolean isLater() {
        return part.from() > 0;
    }

    public String getPack() {
        return pack;
    }

    /** For people. */
    public String getPackTitle() {
        return Messages.EnvironmentBoard_ofPack(pack);
    }

    /** Has the page lead to the description of what programs may ask for. */
    public Api getApi() {
        return new Api(this);
    }
}
