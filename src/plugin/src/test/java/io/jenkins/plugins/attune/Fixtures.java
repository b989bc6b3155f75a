package io.jenkins.plugins.attune;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.ModelObject;
import hudson.model.Node;
import hudson.model.TopLevelItem;
import hudson.util.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** What several tests set up alike. */
final class Fixtures {
    /** The example packs of this checkout; tests run in the module's directory. */
    static final Path EXAMPLES = Path.of("..", "..", "packs", "examples");

    /** Packs that are made for tests. */
    static final Path TEST_PACKS = Path.of("src", "test", "packs");

    /** More than anything takes on a busy machine; who waits for an event does not wait longer than for that. */
    static final Duration BOUND = Duration.ofSeconds(90);

    private Fixtures() {}

    static WorkflowJob pipeline(JenkinsRule rule, String name, String script) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        define(job, script);
        return job;
    }

    static void define(WorkflowJob job, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
    }

    static WorkflowRun started(WorkflowJob job) throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    static void secretText(ModelObject store, String id, String secret) throws Exception {
        add(store, new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret)));
    }

    static void replaceSecretText(ModelObject store, String id, String secret) throws Exception {
        removeSecretText(store, id);
        secretText(store, id, secret);
    }

    static void removeSecretText(ModelObject store, String id) throws Exception {
        CredentialsStore all =
                CredentialsProvider.lookupStores(store).iterator().next();
        for (Credentials old : all.getCredentials(Domain.global())) {
            if (old instanceof StringCredentialsImpl text && text.getId().equals(id)) {
                all.removeCredentials(Domain.global(), old);
            }
        }
    }

    static void password(ModelObject store, String id) throws Exception {
        add(store, new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "", "ada", "a password"));
    }

    static void add(ModelObject store, Credentials credential) throws Exception {
        CredentialsProvider.lookupStores(store).iterator().next().addCredentials(Domain.global(), credential);
    }

    /** Copies packs into {@code packs} of the workspace that the job will have on the agent. */
    static void packsInWorkspace(Node agent, TopLevelItem job, Path packs) throws Exception {
        Path workspace = Path.of(agent.getWorkspaceFor(job).getRemote());
        FileUtils.copyDirectory(packs.toFile(), workspace.resolve("packs").toFile());
    }

    /** The processes whose environment has all the texts, as far as they can be read. */
    static List<Long> processesWith(String... texts) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(
                            entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(entry -> Stream.of(texts).allMatch(environment(entry)::contains))
                    .map(entry -> Long.valueOf(entry.getFileName().toString()))
                    .toList();
        }
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    /** What deletes the agent's directory next opens every file before, and would wait for the other end of a pipe. */
    static void deletePipes(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isOther()) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            /** An agent that still lives goes on changing its files. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
