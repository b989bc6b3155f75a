package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A line of builds while the controller is restarted or killed, at a random moment about when the first slots are given
 * back: the order stays, nobody is lost, and no slot is given twice. {@code -Dattune.repetitions=5} repeats it.
 */
class QueueRestartIT {
    private static final int REPETITIONS = Integer.getInteger("attune.repetitions", 1);
    private static final int REPETITION_SECONDS = 600;
    private static final int LIMIT = 5;
    private static final int BUILDS = Integer.getInteger("attune.builds", 55);
    private static final Duration BOUND = Duration.ofMinutes(3);

    /** Before the slots begin to go round, and after; in milliseconds. */
    private static final int EARLIEST = -300;

    private static final int LATEST = 2_000;

    private final long seed = Long.getLong("attune.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withTimeout(REPETITIONS * REPETITION_SECONDS);

    @TempDir
    private Path directory;

    private enum Fault {
        RESTART,
        KILL
    }

    @TestFactory
    Stream<DynamicNode> theLineStaysAsItWas() throws Throwable {
        System.out.println("attune.seed " + seed);
        jenkins.startJenkins();
        return IntStream.rangeClosed(1, REPETITIONS).boxed().flatMap(number -> Stream.of(Fault.values())
                .map(fault -> DynamicTest.dynamicTest(fault + " " + number, () -> strike(fault, number))));
    }

    private void strike(Fault fault, int number) throws Throwable {
        String job = fault + "-" + number;
        Path marks = directory.resolve(job);
        Path gate = directory.resolve(job + ".gate");
        jenkins.runRemotely(QueueRestartIT::begin, job, marks.toString(), gate.toString());
        List<String> order = await().atMost(BOUND).until(() -> entered(job), all -> all.size() == BUILDS);
        await().atMost(BOUND)
                .until(() -> Files.exists(marks) && Files.readAllLines(marks).size() == LIMIT);

        int moment = EARLIEST + random.nextInt(LATEST - EARLIEST);
        if (moment >= 0) {
            Files.createFile(gate);
        }
        await().pollDelay(Duration.ofMillis(Math.abs(moment))).until(() -> true);
        int begun = Files.readAllLines(marks).size();
        if (fault == Fault.KILL) {
            jenkins.stopJenkinsForcibly();
        } else {
            jenkins.stopJenkins();
        }
        int struck = Files.readAllLines(marks).size();
        if (moment < 0) {
            Files.createFile(gate);
        }
        long down = System.nanoTime();
        jenkins.startJenkins();
        long up = System.nanoTime();
        int lost = jenkins.runRemotely(QueueRestartIT::finish, job, BUILDS);
        System.out.printf(
                "%s at %d ms: %d marks, %d when it was down, %d builds lost by Jenkins; start %d s, rest %d s%n",
                job,
                moment,
                begun,
                struck,
                lost,
                Duration.ofNanos(up - down).toSeconds(),
                Duration.ofNanos(System.nanoTime() - up).toSeconds());

        check(Files.readAllLines(marks), order, lost);
        if (fault == Fault.RESTART) {
            assertThat(Files.readAllLines(marks)).as("what began once").doesNotHaveDuplicates();
        }
        await().atMost(BOUND).untilAsserted(() -> assertThat(entered(job)).isEmpty());
    }

    /** Who holds a slot has begun and not ended; who is before another in the line begins no later, but for those that begin at once. */
    private static void check(List<String> marks, List<String> order, int lost) {
        List<String> begun = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        int most = 0;
        for (String mark : marks) {
            String build = mark.substring(mark.indexOf(' ') + 1);
            if (mark.startsWith("end ")) {
                assertThat(begun).contains(build);
                ended.add(build);
            } else if (!begun.contains(build)) {
                begun.add(build);
                List<String> before = new ArrayList<>(order.subList(0, order.indexOf(build)));
                before.removeAll(begun);
                assertThat(before).as("those before %s in %s", build, order).hasSizeLessThan(LIMIT + lost);
                List<String> holding = new ArrayList<>(begun);
                holding.removeAll(ended);
                most = Math.max(most, holding.size());
                assertThat(holding).as("holders in %s", marks).hasSizeLessThanOrEqualTo(LIMIT + lost);
            }
        }
        assertThat(most).isGreaterThanOrEqualTo(LIMIT);
        assertThat(begun).hasSizeGreaterThanOrEqualTo(BUILDS - lost);
    }

    /** The builds of a job that have a ticket, in the order of their numbers, as the journal tells. */
    private List<String> entered(String job) throws IOException {
        JsonMapper mapper = new JsonMapper();
        Map<Long, String> tickets = new TreeMap<>();
        String journal = Files.readString(jenkins.getHome().toPath().resolve("attune/queues.journal"));
        // What comes after the last end of a line is being written.
        for (String line :
                journal.substring(0, journal.lastIndexOf('\n') + 1).lines().toList()) {
            JsonNode record = mapper.readTree(line.substring(line.indexOf('{')));
            long number = record.path("number").longValue();
            switch (record.path("record").textValue()) {
                case "entered" -> {
                    String[] owner =
                            record.at("/request/owner/label").textValue().split("#");
                    if (owner[0].equals(job)) {
                        tickets.put(number, owner[1]);
                    }
                }
                case "ended" -> tickets.remove(number);
                default -> {
                    // grants, and what people set
                }
            }
        }
        return List.copyOf(tickets.values());
    }

    /** No {@code waitUntil}: one that is killed just when it begins its body waits for that body for ever. */
    private static void begin(JenkinsRule rule, String name, String marks, String gate) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("""
                def mark(what) { new File('%s').append("${what} ${env.BUILD_NUMBER}\\n") }
                attuneQueue(name: '%s', limit: %d) {
                  mark 'begin'
                  while (!new File('%s').exists()) { sleep time: 100, unit: 'MILLISECONDS' }
                  sleep time: 200, unit: 'MILLISECONDS'
                  mark 'end'
                }
                """.formatted(marks, name, LIMIT, gate), false));
        for (int i = 0; i < BUILDS; i++) {
            job.scheduleBuild2(0).waitForStart();
        }
    }

    /** @return how many builds came to an end that was not theirs */
    private static int finish(JenkinsRule rule, String name, int builds) throws Throwable {
        WorkflowJob job = rule.jenkins.getItemByFullName(name, WorkflowJob.class);
        int lost = 0;
        for (int number = 1; number <= builds; number++) {
            WorkflowRun build = job.getBuildByNumber(number);
            try {
                await().atMost(BOUND).until(() -> !build.isLogUpdated());
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(state(build), e);
            }
            if (ConsoleLines.hasLostNodes(JenkinsRule.getLog(build))) {
                lost++;
            } else {
                rule.assertBuildStatusSuccess(build);
            }
        }
        return lost;
    }

    /** What a build that does not end is at. */
    private static String state(WorkflowRun build) throws Exception {
        return build + " goes on; steps: " + ((CpsFlowExecution) build.getExecution()).getThreadDump() + "; console: "
                + JenkinsRule.getLog(build);
    }
}
