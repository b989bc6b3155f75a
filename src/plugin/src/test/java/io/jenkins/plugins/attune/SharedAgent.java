package io.jenkins.plugins.attune;

import hudson.model.Slave;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;

/** An agent in a process of its own that all tests of a class share, since each start takes seconds. */
final class SharedAgent implements AfterAllCallback {
    static final String NAME = "remote";

    private final InboundAgentExtension agents = new InboundAgentExtension();
    private final List<Path> roots = new ArrayList<>();
    private Slave agent;

    void connect(JenkinsRule rule) throws Exception {
        agent = agents.createAgent(rule, NAME);
        roots.add(root());
    }

    Slave agent() {
        return agent;
    }

    Path root() {
        return Path.of(agent.getRemoteFS());
    }

    /** The processes of an action that this agent runs; other tests may run the same one. */
    List<Long> running(String action) throws IOException {
        return Fixtures.processesWith("ATTUNE_ACTION=" + action + "\0", root().toString());
    }

    /** Another process takes the place of one that was killed. */
    void start(JenkinsRule rule) throws Exception {
        agents.start(rule, NAME);
    }

    /** Ends the process and nothing else. */
    void kill() {
        agents.stop(NAME);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        for (Path root : roots) {
            Fixtures.processesWith(root.toString())
                    .forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
            Fixtures.deletePipes(root);
        }
        agents.afterEach(context);
    }
}
