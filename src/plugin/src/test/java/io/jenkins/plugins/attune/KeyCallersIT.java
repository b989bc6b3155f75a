package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who gets a run's keys while it goes on an agent: what the action starts in its session, and nobody else. */
@WithJenkins
class KeyCallersIT {
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String SECRET = "Xy-canary-of-callers-5527";
    private static final Path SET_USER = Path.of("/usr/bin/setpriv");
    private static final String NOBODY = "65534";

    /** Asks with what its environment says; a program that every user may run. */
    private static final String ASK = """
            place=${ATTUNE_API_URL#http://}
            exec 3<>"/dev/tcp/${place%:*}/${place#*:}"
            printf 'GET /api/v1/keys/k HTTP/1.0\\r\\nHost: %s\\r\\nAuthorization: Bearer %s\\r\\n\\r\\n' "$place" "$ATTUNE_API_TOKEN" >&3
            read -r version status words <&3
            echo "$status"
            """;

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    @TempDir
    private Path outside;

    /** Where a run finds its keys, and who it is. */
    private record Address(String url, String token, String run) {}

    @Test
    void keysAreForTheSessionOfTheActionAlone(JenkinsRule rule) throws Exception {
        REMOTE.connect(rule);
        Fixtures.secretText(rule.jenkins, "secret", SECRET);
        WorkflowJob job = Fixtures.pipeline(rule, "p", """
                def ask(role) {
                  def r = attuneRun action: 'keyed.callers', packs: 'packs', keys: [k: 'secret'],
                      parameters: [role: role, outside: '%s']
                  echo role + ' ' + r.output
                }
                node('remote') {
                  ask('leave')
                  parallel hold: { ask('hold') }, other: { ask('other') }
                }
                """.formatted(outside));
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);

        WorkflowRun build = Fixtures.started(job);
        awaitFile(build, "holding");
        Address address = address("hold");
        Map<String, Integer> strangers = new LinkedHashMap<>();
        strangers.put("another process of the same user", ask(address));
        strangers.put("the same, with the run's marker", start(address, Map.of("ATTUNE_EXEC_ID", address.run())));
        if (rootHere()) {
            strangers.put("a process of another user", start(address, Map.of(), userChange()));
        }
        Files.writeString(
                outside.resolve("daemon.part"),
                address.url() + "\n" + address.token() + "\n" + address("leave").token());
        Files.move(outside.resolve("daemon.part"), outside.resolve("daemon.ask"));
        awaitFile(build, "daemon.answer");
        List<String> daemon = Files.readAllLines(outside.resolve("daemon.answer"));
        strangers.put("a daemon of an earlier run, with this run's name", Integer.valueOf(daemon.get(0)));
        Files.createFile(outside.resolve("gate"));
        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));

        Map<String, Integer> hold = answers(build, "hold");
        Map<String, Integer> other = answers(build, "other");
        strangers.put("an action that runs at the same time, with this run's name", other.get("holder"));
        strangers.put("a child in a session of its own", hold.remove("session"));
        print(hold, strangers, daemon.get(1));
        assertThat(hold)
                .contains(
                        entry("itself", 200),
                        entry("child", 200),
                        entry("grandchild", 200),
                        entry("orphan", 200),
                        entry("cleared", 200),
                        entry("afterwards", 200));
        assertThat(other).containsEntry("itself", 200);
        assertThat(answers(build, "leave")).containsEntry("itself", 200);
        assertThat(strangers.values()).containsOnly(403);
        assertThat(daemon.get(1)).as("the daemon's own run has ended").isEqualTo("410");
        assertThat(ask(address)).as("nobody, or the word that it has ended").isIn(0, 410);
        rule.assertLogContains("a caller was refused the keys of this run: process ", build);
        rule.assertLogNotContains(SECRET, build);
    }

    private void awaitFile(WorkflowRun build, String file) throws Exception {
        await().atMost(BOUND).until(() -> {
            assertThat(build.isLogUpdated()).as(JenkinsRule.getLog(build)).isTrue();
            return Files.exists(outside.resolve(file));
        });
    }

    private Address address(String role) throws Exception {
        List<String> lines = Files.readAllLines(outside.resolve(role + ".address"));
        return new Address(lines.get(0), lines.get(1), lines.get(2));
    }

    /** From this process; 0 where nobody answers. */
    private static int ask(Address address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.url() + "/api/v1/keys/k"))
                .header("Authorization", "Bearer " + address.token())
                .timeout(BOUND)
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException closed) {
            return 0;
        }
    }

    /** From a process of its own. */
    private static int start(Address address, Map<String, String> more, String... before) throws Exception {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of("/bin/bash", "-c", ASK));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("ATTUNE_API_URL", address.url(), "ATTUNE_API_TOKEN", address.token()));
        builder.environment().putAll(more);
        Process process = builder.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Integer.parseInt(answer);
    }

    /** Only then can a process of somebody else be had; elsewhere the engine's tests have a made-up one. */
    private static boolean rootHere() throws Exception {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                && Files.isExecutable(SET_USER);
    }

    private static String[] userChange() {
        return new String[] {SET_USER.toString(), "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"};
    }

    private static Map<String, Integer> answers(WorkflowRun build, String role) throws Exception {
        Matcher line = Pattern.compile("(?m)^" + role + " \\[(.*)]$").matcher(JenkinsRule.getLog(build));
        assertThat(line.find()).as("what %s says", role).isTrue();
        Map<String, Integer> answers = new LinkedHashMap<>();
        for (String answer : line.group(1).split(", ")) {
            String[] parts = answer.split(":");
            answers.put(parts[0], Integer.valueOf(parts[1]));
        }
        return answers;
    }

    private static void print(Map<String, Integer> hold, Map<String, Integer> strangers, String ended) {
        hold.forEach((caller, status) -> System.out.println("| the action: " + caller + " | " + status + " |"));
        strangers.forEach((caller, status) -> System.out.println("| " + caller + " | " + status + " |"));
        System.out.println("| a daemon of an earlier run, with that run's name | " + ended + " |");
    }
}
