package io.jenkins.plugins.attune;

import hudson.model.Slave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

    /** Ends the process and nothing else. */
    void kill() {
        agents.stop(NAME);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        for (Path root : roots) {
            Fixtures.processesWith(root.toString())
                    .forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
            deletePipes(root);
        }
        agents.afterEach(context);
    }

    /** What deletes the agent's directory next opens every file before, and would wait for the other end of a pipe. */
    private static void deletePipes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                if (Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther()) {
                    Files.delete(file);
                }
            }
        }
    }
}
