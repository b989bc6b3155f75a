package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Slave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Secrets that an action holds while the controller is restarted, the agent is killed, or the action itself, are seen by
 * nobody meanwhile and left nowhere, whether they came by standard input or by file.
 */
class LeakAfterFaultsIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String AGENT = "remote";
    private static final List<String> ACTIONS = List.of("stdin_json_python", "file_json_node");

    /** Looks at the whole machine around each fault. */
    private static final int SAMPLES = 5;

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().javaOptions("-Dio.jenkins.plugins.attune.run.BuildRun.returnSeconds=60");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path outside;

    private final Canaries canaries = Canaries.random();

    @AfterEach
    void endWhatIsLeft() throws IOException {
        for (long process : supervised()) {
            ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
        Fixtures.deletePipes(Path.of("target", "tmp"));
    }

    private enum Fault {
        RESTARTED_CONTROLLER,
        KILLED_AGENT,
        KILLED_ACTION,
        /** With the action, and all that could clear up after it in their place. */
        KILLED_SUPERVISOR
    }

    @Test
    void faultsLeaveNoSecretBehind() throws Throwable {
        String log = outside.resolve("finest").toString();
        String packs = Fixtures.TEST_PACKS.toAbsolutePath().toString();
        jenkins.startJenkins();
        agents.createAgent(
                jenkins, InboundAgentExtension.Options.newBuilder().name(AGENT).build());
        jenkins.runRemotely(LeakAfterFaultsIT::logEverything, log + "0.log");
        String root = jenkins.runRemotely(LeakAfterFaultsIT::prepare, packs, canaries.tricky(), canaries.large());
        LeakPlaces places = LeakPlaces.of(jenkins.getHome().toPath(), Path.of(root), outside);
        try (SecretSampler sampler = canaries.sampler()) {
            for (Fault fault : Fault.values()) {
                String gate = outside.resolve(fault.name()).toString();
                jenkins.runRemotely(LeakAfterFaultsIT::begin, gate);
                sampler.awaitSamples(SAMPLES);
                strike(fault, log);
                sampler.awaitSamples(SAMPLES);
                Files.createFile(Path.of(gate));
                jenkins.runRemotely(LeakAfterFaultsIT::finish, expected(fault));
                await().atMost(BOUND)
                        .untilAsserted(() -> assertThat(supervised()).isEmpty());

                SecretScanner scanner = canaries.scanner();
                assertThat(places.found(scanner)).as("%s", fault).isEmpty();
                System.out.println(fault + ": " + sampler.samples() + " samples of all processes until now, "
                        + scanner.searched() + " files searched, 0 hits");
            }
            assertThat(sampler.places()).isEmpty();
            assertThat(sampler.hits()).isZero();
        }
        places.provePlantedOnesAreFound();
        assertThat(Files.readString(Path.of(log + "1.log"))).contains("io.jenkins.plugins.attune");
    }

    /** What the builds say then. */
    private String expected(Fault fault) {
        return switch (fault) {
            case RESTARTED_CONTROLLER, KILLED_AGENT ->
                "got [tricky:" + Canaries.sha256(canaries.tricky()) + ", large:" + Canaries.sha256(canaries.large())
                        + "]";
            case KILLED_ACTION -> "failed with exit code 137";
            case KILLED_SUPERVISOR -> "the supervisor of the run was killed from outside";
        };
    }

    private void strike(Fault fault, String log) throws Throwable {
        switch (fault) {
            case RESTARTED_CONTROLLER -> {
                jenkins.stopJenkins();
                jenkins.startJenkins();
                jenkins.runRemotely(LeakAfterFaultsIT::logEverything, log + "1.log");
            }
            case KILLED_AGENT -> {
                agents.stop(AGENT);
                agents.start(
                        jenkins,
                        InboundAgentExtension.Options.newBuilder().name(AGENT).build());
            }
            case KILLED_ACTION -> kill("python|node");
            case KILLED_SUPERVISOR -> kill("");
        }
    }

    /** The processes of both runs whose program's path has a match. */
    private static void kill(String program) throws IOException {
        Pattern wanted = Pattern.compile(program);
        for (String action : ACTIONS) {
            List<ProcessHandle> processes =
                    Fixtures.processesWith("ATTUNE_ACTION=leak." + action + "\0", tmp()).stream()
                            .flatMap(process -> ProcessHandle.of(process).stream())
                            .filter(process -> wanted.matcher(
                                            process.info().command().orElse(""))
                                    .find())
                            .toList();
            assertThat(processes).isNotEmpty();
            processes.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static String tmp() {
        return Path.of("target", "tmp").toAbsolutePath().toString();
    }

    private List<Long> supervised() throws IOException {
        return Fixtures.processesWith("ATTUNE_EXEC_ID=", tmp());
    }

    /** Until the controller ends: what it says on the way down is searched as well. */
    private static void logEverything(JenkinsRule rule, String file) throws Throwable {
        FinestLog log = new FinestLog(Path.of(file));
        Runtime.getRuntime().addShutdownHook(new Thread(log::close));
    }

    private static String prepare(JenkinsRule rule, String packs, String tricky, String large) throws Throwable {
        Fixtures.secretText(rule.jenkins, "tricky", tricky);
        Fixtures.secretText(rule.jenkins, "large", large);
        Slave agent = (Slave) rule.jenkins.getNode(AGENT);
        agent.setNumExecutors(ACTIONS.size());
        rule.jenkins.setNodes(rule.jenkins.getNodes());
        for (String action : ACTIONS) {
            WorkflowJob job = rule.createProject(WorkflowJob.class, action);
            Fixtures.packsInWorkspace(agent, job, Path.of(packs));
            LeakPack.writeActions(
                    Path.of(agent.getWorkspaceFor(job).getRemote()).resolve("packs"));
        }
        return agent.getRemoteFS();
    }

    private static WorkflowJob job(JenkinsRule rule, String action) {
        return rule.jenkins.getItemByFullName(action, WorkflowJob.class);
    }

    private static void begin(JenkinsRule rule, String gate) throws Throwable {
        rule.waitOnline((Slave) rule.jenkins.getNode(AGENT));
        for (String action : ACTIONS) {
            WorkflowJob job = job(rule, action);
            Fixtures.define(job, """
                    node('remote') {
                      def result = attuneRun action: 'leak.%s', parameters: [gate: '%s'], packs: 'packs',
                          credentials: [tricky: 'tricky', large: 'large']
                      echo "got ${result.output}"
                    }
                    """.formatted(action, gate));
            Fixtures.started(job);
        }
        for (String action : ACTIONS) {
            rule.waitForMessage("holding", job(rule, action).getLastBuild());
        }
    }

    private static void finish(JenkinsRule rule, String expected) throws Throwable {
        for (String action : ACTIONS) {
            WorkflowRun build = rule.waitForCompletion(job(rule, action).getLastBuild());
            rule.assertLogContains(expected, build);
        }
    }
}
