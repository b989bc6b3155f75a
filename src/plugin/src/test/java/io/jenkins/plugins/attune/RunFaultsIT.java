package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Slave;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenkins.agents.ControllerToAgentCallable;
import jenkins.slaves.restarter.SlaveRestarter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Runs in the middle of their output, in silence and at their exit, while what follows them is struck: all end as if
 * nothing had been. Each fault strikes three runs at once; {@code -Dattune.repetitions=5} repeats them all.
 */
class RunFaultsIT {
    private static final int REPETITIONS = Integer.getInteger("attune.repetitions", 1);
    private static final int REPETITION_SECONDS = 600;
    private static final Duration BOUND = Fixtures.BOUND;

    private static final String AGENT = "remote";
    private static final int EXECUTORS = 4;

    private static final Logger LOGGER = Logger.getLogger(RunFaultsIT.class.getName());

    /** Above those of services, below those that systems give to connections. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 12_000;

    /** Between a word to the scheduler and what is scheduled first. */
    private static final int READY_MILLIS = 300;

    private final long seed = Long.getLong("attune.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int port = freePort();

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .withTimeout(REPETITIONS * REPETITION_SECONDS)
            .javaOptions(
                    "-Dio.jenkins.plugins.attune.run.BuildRun.returnSeconds=120",
                    // In tests the node step waits 15 seconds, and an agent may take 10 until it tries again.
                    "-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=120000",
                    "-Djenkins.model.Jenkins.slaveAgentPort=" + port,
                    "-Djenkins.model.Jenkins.slaveAgentPortEnforce=true");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    private final TcpRelay relay;

    RunFaultsIT() throws IOException {
        relay = new TcpRelay(port);
    }

    /** In an order that leaves the agent as the next one needs it. */
    private enum Fault {
        /** The agent's process replaces itself when it connects again, as agents do where nothing hinders them. */
        CUT_CONNECTION_OF_AN_AGENT_THAT_EXECUTES_ITSELF_AGAIN(150),
        KILLED_AGENT(150),
        CUT_CONNECTION(150),
        RESTARTED_CONTROLLER(2000),
        KILLED_CONTROLLER(150);

        /** How long after the end of a run was set off it may strike, in milliseconds: it takes effect within that. */
        private final int window;

        Fault(int window) {
            this.window = window;
        }
    }

    @AfterEach
    void endWhatIsLeft() throws IOException {
        relay.close();
        for (long process : supervised()) {
            ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
        Fixtures.deletePipes(Path.of("target", "tmp"));
    }

    @TestFactory
    Stream<DynamicNode> noRunTakesNoticeOf() throws Throwable {
        System.out.println("attune.seed " + seed);
        jenkins.startJenkins();
        agents.createAgent(jenkins, options());
        jenkins.runRemotely(RunFaultsIT::moreExecutors);
        String packs = Fixtures.TEST_PACKS.toAbsolutePath().toString();
        jenkins.runRemotely(Tally::prepare, AGENT, packs);
        return IntStream.rangeClosed(1, REPETITIONS).boxed().flatMap(number -> Stream.of(Fault.values())
                .map(fault -> tests(fault, number)));
    }

    private DynamicNode tests(Fault fault, int number) {
        AtomicBoolean struck = new AtomicBoolean();
        Stream<DynamicTest> strike = Stream.of(DynamicTest.dynamicTest("strikes", () -> {
            strike(fault);
            struck.set(true);
        }));
        Stream<DynamicTest> checks = Stream.of(Moment.values())
                .map(moment -> DynamicTest.dynamicTest("during " + moment.job(), () -> {
                    assertThat(struck).isTrue();
                    jenkins.runRemotely(Tally::check, moment, fault == Fault.KILLED_CONTROLLER);
                }));
        Stream<DynamicTest> remains = Stream.of(DynamicTest.dynamicTest("nothing is left", this::nothingIsLeft));
        return DynamicContainer.dynamicContainer(
                fault.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + number,
                Stream.of(strike, checks, remains).flatMap(part -> part));
    }

    private void strike(Fault fault) throws Throwable {
        Path gates = Files.createTempDirectory(directory, "gates");
        jenkins.runRemotely(Tally::begin, AGENT, gates.toString());
        if (fault == Fault.KILLED_AGENT) {
            jenkins.runRemotely(RunFaultsIT::noMoreRestarts);
        }
        String before = jenkins.runRemotely(RunFaultsIT::incarnation);
        int delay = random.nextInt(fault.window);
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        try {
            Future<?> exit = timer.schedule(
                    () -> Files.createFile(gates.resolve(Moment.EXIT.job())), READY_MILLIS, TimeUnit.MILLISECONDS);
            timer.schedule(effect(fault), READY_MILLIS + delay, TimeUnit.MILLISECONDS)
                    .get();
            exit.get();
        } finally {
            timer.shutdownNow();
        }
        System.out.println(fault + " struck " + delay + " ms after the end of a run was set off");
        recover(fault);
        jenkins.runRemotely(RunFaultsIT::awaitAgent);
        String after = jenkins.runRemotely(RunFaultsIT::incarnation);
        if (fault == Fault.CUT_CONNECTION_OF_AN_AGENT_THAT_EXECUTES_ITSELF_AGAIN) {
            assertThat(process(after)).isEqualTo(process(before));
            assertThat(after).isNotEqualTo(before);
        } else if (fault == Fault.CUT_CONNECTION) {
            assertThat(after).isEqualTo(before);
        }
        Files.createFile(gates.resolve(Moment.OUTPUT.job()));
        Files.createFile(gates.resolve(Moment.SILENCE.job()));
    }

    private Callable<Void> effect(Fault fault) {
        return () -> {
            switch (fault) {
                case CUT_CONNECTION_OF_AN_AGENT_THAT_EXECUTES_ITSELF_AGAIN, CUT_CONNECTION -> relay.cut();
                case KILLED_AGENT -> agents.stop(AGENT);
                case RESTARTED_CONTROLLER -> jenkins.stopJenkins();
                case KILLED_CONTROLLER -> jenkins.stopJenkinsForcibly();
            }
            return null;
        };
    }

    private void recover(Fault fault) throws Throwable {
        switch (fault) {
            case CUT_CONNECTION_OF_AN_AGENT_THAT_EXECUTES_ITSELF_AGAIN, CUT_CONNECTION ->
                jenkins.runRemotely(RunFaultsIT::awaitLoss);
            case KILLED_AGENT -> agents.start(jenkins, options());
            case RESTARTED_CONTROLLER, KILLED_CONTROLLER -> jenkins.startJenkins();
        }
    }

    private void nothingIsLeft() throws Throwable {
        await().atMost(BOUND).untilAsserted(() -> assertThat(supervised()).isEmpty());
        Path root = Path.of(jenkins.runRemotely(RunFaultsIT::root));
        // What is removed while it is looked for is no remainder.
        await().atMost(BOUND).ignoreException(UncheckedIOException.class).untilAsserted(() -> assertThat(remains(root))
                .isEmpty());
    }

    /** Whatever belongs to a single run, below the directories beside the workspaces. */
    private static List<Path> remains(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve("workspace"))) {
            return all.filter(path -> path.getParent().getFileName().toString().matches("attune|attune-artifacts"))
                    .toList();
        }
    }

    private List<Long> supervised() throws IOException {
        return Fixtures.processesWith(
                "ATTUNE_EXEC_ID=", Path.of("target", "tmp").toAbsolutePath().toString());
    }

    private InboundAgentExtension.Options options() {
        return InboundAgentExtension.Options.newBuilder()
                .name(AGENT)
                .tunnel("localhost:" + relay.port())
                .build();
    }

    /** Not one that the system may give to a connection while the controller is away. */
    private int freePort() {
        while (true) {
            int candidate = FIRST_PORT + random.nextInt(PORTS);
            try (ServerSocket socket = new ServerSocket(candidate)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                LOGGER.log(Level.FINE, "another one, then", taken);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String process(String incarnation) {
        return incarnation.split(" ")[0];
    }

    private static void moreExecutors(JenkinsRule rule) throws Throwable {
        Slave agent = (Slave) rule.jenkins.getNode(AGENT);
        agent.setNumExecutors(EXECUTORS);
        rule.jenkins.setNodes(rule.jenkins.getNodes());
    }

    /** Agents that connect from now on do not replace their process when they connect again. */
    private static void noMoreRestarts(JenkinsRule rule) {
        rule.jenkins.getExtensionList(SlaveRestarter.class).clear();
    }

    private static void awaitLoss(JenkinsRule rule) {
        await().atMost(BOUND).until(() -> rule.jenkins.getComputer(AGENT).isOffline());
    }

    private static void awaitAgent(JenkinsRule rule) throws Throwable {
        rule.waitOnline((Slave) rule.jenkins.getNode(AGENT));
    }

    private static String root(JenkinsRule rule) {
        return ((Slave) rule.jenkins.getNode(AGENT)).getRemoteFS();
    }

    private static String incarnation(JenkinsRule rule) throws Throwable {
        return rule.jenkins.getComputer(AGENT).getChannel().call(new Incarnation());
    }

    /** The id of the agent's process, and when its virtual machine was started. */
    private record Incarnation() implements ControllerToAgentCallable<String, RuntimeException> {
        @Override
        public String call() {
            return ProcessHandle.current().pid() + " "
                    + ManagementFactory.getRuntimeMXBean().getStartTime();
        }
    }
}
