package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.ConcurrencySettings;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
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
 * Runs that wait while the controller is restarted or killed: each begins once, in its turn, with its parameters and its
 * credential, and nothing of them is in the saved state of its pipeline. {@code -Dattune.repetitions=5} repeats it.
 */
class WaitingRunRestartIT {
    private static final int REPETITIONS = Integer.getInteger("attune.repetitions", 1);
    private static final int REPETITION_SECONDS = 300;
    private static final int LIMIT = 2;
    private static final int BUILDS = 8;
    private static final int LATEST_MILLIS = 1_500;
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String PARAMETER = "a-name-that-is-nobodys-business";
    private static final String SECRET = "the-secret-of-who-waits";

    /** Ends of a run that was struck while it was being started. */
    private static final List<String> STRUCK = List.of("the run is gone", "was not started");

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
    Stream<DynamicNode> whoeverWaitsBeginsOnceAfter() throws Throwable {
        System.out.println("attune.seed " + seed);
        jenkins.startJenkins();
        jenkins.runRemotely(WaitingRunRestartIT::prepare);
        return IntStream.rangeClosed(1, REPETITIONS).boxed().flatMap(number -> Stream.of(Fault.values())
                .map(fault -> DynamicTest.dynamicTest(fault + " " + number, () -> strike(fault, number))));
    }

    private void strike(Fault fault, int number) throws Throwable {
        String name = (fault + "-" + number).toLowerCase(Locale.ROOT);
        Path marks = directory.resolve(name);
        Path gate = directory.resolve(name + ".gate");
        String packs = Fixtures.TEST_PACKS.toAbsolutePath().toString();
        jenkins.runRemotely(WaitingRunRestartIT::begin, new String[] {name, marks.toString(), gate.toString(), packs});
        await().atMost(BOUND)
                .until(() -> Files.exists(marks) && Files.readAllLines(marks).size() == LIMIT);
        assertThat(saved(name)).as("where the parameter or the secret is").isEmpty();

        int moment = random.nextInt(LATEST_MILLIS);
        if (fault == Fault.KILL) {
            Files.createFile(gate);
            await().pollDelay(Duration.ofMillis(moment)).until(() -> true);
            jenkins.stopJenkinsForcibly();
        } else {
            jenkins.stopJenkins();
            Files.createFile(gate);
        }
        int before = Files.readAllLines(marks).size();
        jenkins.startJenkins();
        Ends ends = jenkins.runRemotely(WaitingRunRestartIT::finish, name);
        System.out.printf("%s (kill at %d ms): %d marks before, %s%n", name, moment, before, ends);
        if (fault == Fault.RESTART) {
            assertThat(ends.again()).isEmpty();
        }
        check(Files.readAllLines(marks), ends);
    }

    /**
     * How the builds ended.
     *
     * @param lost how many came to an end that was not theirs
     * @param again the numbers of those whose node was {@link ConsoleLines#bodies begun again} by Jenkins
     */
    private record Ends(int lost, ArrayList<String> again) implements Serializable {}

    private static void check(List<String> marks, Ends ends) {
        List<String> again = new ArrayList<>(ends.again());
        List<String> begun = new ArrayList<>();
        int holding = 0;
        for (String mark : marks) {
            String build = mark.substring(mark.lastIndexOf(' ') + 1);
            if (mark.startsWith("begin ")) {
                holding++;
                if (!begun.contains(build)) {
                    begun.add(build);
                    assertThat(Integer.parseInt(build)).isLessThan(begun.size() + LIMIT + ends.lost());
                } else {
                    assertThat(again.remove(build)).as("%s began twice", build).isTrue();
                }
            } else {
                holding--;
            }
            assertThat(holding).as("holders in %s", marks).isLessThanOrEqualTo(LIMIT);
        }
        assertThat(begun).hasSizeGreaterThanOrEqualTo(BUILDS - ends.lost());
    }

    /** The saved states of the pipelines that tell what they should not. */
    private List<Path> saved(String job) throws IOException {
        Path builds = jenkins.getHome().toPath().resolve("jobs").resolve(job).resolve("builds");
        List<Path> telling = new ArrayList<>(new SecretScanner(SECRET).files(builds));
        new SecretScanner(PARAMETER)
                .files(builds).stream()
                        .filter(file -> file.getFileName().toString().equals("program.dat"))
                        .forEach(telling::add);
        return telling;
    }

    private static void prepare(JenkinsRule rule) throws Throwable {
        rule.jenkins.setNumExecutors(BUILDS * 2);
        Fixtures.secretText(rule.jenkins, "token-id", SECRET);
        ConcurrencySettings settings = new ConcurrencySettings();
        settings.setPerJob(LIMIT);
        AttuneConfiguration.get().setConcurrency(settings);
    }

    private static void begin(JenkinsRule rule, String[] names) throws Throwable {
        WorkflowJob job = Fixtures.pipeline(rule, names[0], """
                @NonCPS def name() { ['a-name', 'that-is', 'nobodys-business'].join('-') }
                node {
                  attuneRun action: 'trial.mark', packs: '%s', credentials: [token: 'token-id'],
                      parameters: [name: "${name()} ${env.BUILD_NUMBER}", marks: '%s', gate: '%s']
                }
                """.formatted("packs", names[1], names[2]));
        Path workspace = Path.of(rule.jenkins.getWorkspaceFor(job).getRemote());
        for (int i = 1; i <= BUILDS; i++) {
            Path place = i == 1 ? workspace : workspace.resolveSibling(workspace.getFileName() + "@" + i);
            FileUtils.copyDirectory(
                    Path.of(names[3]).toFile(), place.resolve("packs").toFile());
            WorkflowRun build = Fixtures.started(job);
            if (i > LIMIT) {
                rule.waitForMessage("waits for its turn", build);
            } else {
                int begun = i;
                Path marks = Path.of(names[1]);
                await().atMost(BOUND)
                        .until(() ->
                                Files.exists(marks) && Files.readAllLines(marks).size() == begun);
            }
        }
    }

    private static Ends finish(JenkinsRule rule, String name) throws Throwable {
        WorkflowJob job = rule.jenkins.getItemByFullName(name, WorkflowJob.class);
        int lost = 0;
        ArrayList<String> again = new ArrayList<>();
        for (int number = 1; number <= BUILDS; number++) {
            WorkflowRun build = job.getBuildByNumber(number);
            await().atMost(BOUND).until(() -> !build.isLogUpdated());
            String log = JenkinsRule.getLog(build);
            ConsoleLines.bodies(log).stream().skip(1).forEach(body -> again.add(String.valueOf(build.getNumber())));
            if (ConsoleLines.hasLostNodes(log) || STRUCK.stream().anyMatch(log::contains)) {
                lost++;
                log.lines()
                        .filter(line -> line.contains("ERROR") || line.contains("Cannot"))
                        .forEach(System.out::println);
            } else {
                rule.assertBuildStatusSuccess(build);
                assertThat(log).contains("token is ****");
            }
        }
        return new Ends(lost, again);
    }
}
