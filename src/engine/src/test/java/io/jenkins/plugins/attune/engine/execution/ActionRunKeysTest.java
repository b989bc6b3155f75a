package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.engine.keys.KeyFrame;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real actions, their descendants and strangers at the key bridge. */
class ActionRunKeysTest {
    private static final String SECRET = "k3y-of-the-run";

    /** Prints the status and, where there is one, the value; its arguments are what else it is to call with. */
    private static final String CALL = """
            import json, os, sys, urllib.error, urllib.request
            url, token = (sys.argv[1:] + [os.environ.get("ATTUNE_API_URL"), os.environ.get("ATTUNE_API_TOKEN")])[:2]
            request = urllib.request.Request(url + "/api/v1/keys/test.key", headers={"Authorization": "Bearer " + token})
            try:
                with urllib.request.urlopen(request, timeout=20) as reply:
                    print(reply.status, json.load(reply)["data"]["value"], flush=True)
            except urllib.error.HTTPError as refused:
                print(refused.code, flush=True)
            except OSError:
                print("closed", flush=True)
            """;

    @TempDir
    Path root;

    private final List<Long> strays = new ArrayList<>();
    private String python;

    @BeforeEach
    void writeCaller() throws IOException {
        Files.writeString(root.resolve("call.py"), CALL);
        python = "python3 -S -E " + root.resolve("call.py");
    }

    @AfterEach
    void endStrays() {
        strays.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void actionItsChildAndItsGrandchildGetTheKey() {
        Recorder seen = run("exec " + python);
        assertThat(seen.stdout()).isEqualTo("200 " + SECRET + "\n");

        seen = run(python, "sh -c '" + python + "; :'", "(sh -c '" + python + " &' & wait); sleep 2");
        assertThat(seen.stdout()).isEqualTo(("200 " + SECRET + "\n").repeat(3));
    }

    @Test
    void childWithoutAnyVariableOfTheRunGetsTheKey() {
        Recorder seen = run("env -i PATH=\"$PATH\" " + python + " $ATTUNE_API_URL $ATTUNE_API_TOKEN");

        assertThat(seen.stdout()).isEqualTo("200 " + SECRET + "\n");
    }

    @Test
    void childInASessionOfItsOwnIsRefused() {
        Recorder seen = run("setsid -w " + python);

        assertThat(seen.stdout()).isEqualTo("403\n");
        assertThat(seen.progress()).singleElement().asString().contains("(python3", "not of the action's session");
    }

    @Test
    void aRunWithoutKeysHasNoVariablesOfThem() {
        Script.Running running = new Script(root.resolve("x"), "env | grep -c ATTUNE_API; :").start();
        running.run().deliver(new byte[0]);

        assertThat(running.recorder().awaitEnd().stdout()).isEqualTo("0\n");
    }

    @Test
    void otherProcessOfTheSameUserIsRefusedWhateverItKnows() throws Exception {
        Script.Running running = begun("echo $ATTUNE_API_URL $ATTUNE_API_TOKEN", "sleep 1000");
        String[] known = said(running, "\n").split("\\s+");

        assertThat(call(known[0], known[1])).isEqualTo(403);
        assertThat(outside(Map.of("ATTUNE_EXEC_ID", running.request().executionId()), known[0], known[1]))
                .isEqualTo("403\n");
        running.run().stop();
        running.recorder().awaitEnd();
        assertThat(call(known[0], known[1])).isEqualTo(410);
        assertThat(running.recorder().progress()).hasSize(2);
    }

    @Test
    void daemonOfAnEarlierRunIsRefusedUnderItsOwnNameAndUnderALaterOne() throws Exception {
        Path later = root.resolve("later");
        Path told = root.resolve("told");
        // The run ends what is still in its session: the daemon has left it when its file is there.
        Path away = root.resolve("away");
        String daemon = ": >" + away + "; while [ ! -e " + later + " ]; do sleep 0.1; done;"
                + " python3 -S -E " + root.resolve("call.py") + " $0 $1 >" + told + ".own;"
                + " python3 -S -E " + root.resolve("call.py") + " $(cat " + later + ") >" + told + ".other";
        Recorder first = run("env -i PATH=\"$PATH\" setsid sh -c '" + daemon
                + "' $ATTUNE_API_URL $ATTUNE_API_TOKEN >/dev/null 2>&1 </dev/null & echo $!;"
                + " while [ ! -e " + away + " ]; do sleep 0.1; done");
        strays.add(Long.parseLong(first.stdout().strip()));

        Script.Running second = begun("echo $ATTUNE_API_URL $ATTUNE_API_TOKEN", "sleep 1000");
        Files.writeString(root.resolve("later.new"), said(second, "\n"));
        Files.move(root.resolve("later.new"), later);

        await().untilAsserted(() -> assertThat(root.resolve("told.other")).hasContent("403"));
        assertThat(root.resolve("told.own")).hasContent("410");
        second.run().stop();
        second.recorder().awaitEnd();
    }

    @Test
    void proxyIsNotAskedForTheBridge() {
        Script.Running running = new Script(root.resolve("x"), python)
                .withKeys()
                .variables(Map.of("http_proxy", "http://127.0.0.1:9", "no_proxy", "example.org"))
                .start();
        running.run().deliver(new byte[0], frame());

        assertThat(running.recorder().awaitEnd().stdout()).isEqualTo("200 " + SECRET + "\n");
    }

    @Test
    void framesAreWipedAndTheKeysGoWithTheRun() {
        byte[] frame = frame();
        Script.Running running =
                new Script(root.resolve("x"), "true").withKeys().start();
        running.run().deliver(new byte[0], frame);
        running.recorder().awaitEnd();

        byte[] late = frame();
        running.run().finished().join();
        running.run().deliver(new byte[0], late);

        assertThat(frame).containsOnly(0);
        assertThat(late).containsOnly(0);
    }

    @Test
    void whatTheActionWritesIsRefusedByDefault() {
        Recorder seen = run("python3 -S -E - <<'END'\n" + """
                import os, urllib.error, urllib.request
                try:
                    urllib.request.urlopen(urllib.request.Request(os.environ["ATTUNE_API_URL"] + "/api/v1/keys",
                        data=b'{"ref":"test.new","value":1}', method="POST",
                        headers={"Authorization": "Bearer " + os.environ["ATTUNE_API_TOKEN"]}))
                except urllib.error.HTTPError as refused:
                    print(refused.code, refused.read().decode())
                END""");

        assertThat(seen.stdout()).startsWith("403 ").contains("may not write keys");
    }

    @Test
    void runThatIsFoundAgainGetsItsKeysBackAtTheSameAddress() throws Exception {
        Path again = root.resolve("again");
        Script.Running running = begun(
                "echo $ATTUNE_API_URL $ATTUNE_API_TOKEN", "while [ ! -e " + again + " ]; do sleep 0.1; done", python);
        String[] known = said(running, "\n").split("\\s+");
        Recorder found = new Recorder();
        ActionRun resumed =
                ActionRun.resume(RunTrace.of(running.request()), OutputPosition.start(), found, RunServices.shared());

        resumed.restoreKeys(frame());
        Files.createFile(again);

        assertThat(found.awaitEnd().stdout()).isEqualTo(String.join(" ", known) + "\n200 " + SECRET + "\n");
    }

    @Test
    void addressThatCanNotBeHadAgainIsAnError() throws Exception {
        Path control = Files.createDirectories(root.resolve("lost"));
        try (ServerSocket taken = new ServerSocket(0)) {
            Files.writeString(control.resolve("keys"), taken.getLocalPort() + "\ntest\ntest.main");
            RunTrace trace = new RunTrace("lost", control.toString(), root.toString(), 1);
            KeyBridge bridge = new KeyBridge(
                    trace,
                    ControlDirectory.at(control),
                    new Recorder(),
                    RunServices.shared().keys());

            assertThatThrownBy(() -> bridge.restore(frame()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("can't be had again");
        }
    }

    @Test
    void whichKeysWereReadIsToldOnceBeforeTheEnd() {
        Recorder seen = run(python, python, "setsid -w " + python);

        assertThat(seen.stdout()).isEqualTo("200 " + SECRET + "\n200 " + SECRET + "\n403\n");
        assertThat(seen.keysRead()).containsExactly("test.key");
        assertThat(run("true").keysRead()).isEmpty();
    }

    @Test
    void whereCallersAreOutOfSightASecretTokenLetsThemInIfThatIsAllowed() throws Exception {
        Recorder seen = new Recorder();
        RunRequest request = new Script(root.resolve("x"), python, "echo $ATTUNE_API_TOKEN")
                .withSecretToken()
                .request();
        DetachedRun run = DetachedRun.prepare(request, seen, RunServices.shared());
        run.deliver(new byte[0], frame());
        TestLauncher.command(List.of(), Map.of()).lead(run);

        assertThat(seen.awaitEnd().stdout()).startsWith("200 " + SECRET + "\n");
        assertThat(seen.secrets()).singleElement().asString().matches("[0-9a-f]{64}");
        assertThat(seen.stdout()).endsWith("\n" + seen.secrets().get(0) + "\n");
        assertThat(request.toString()).isEqualTo("RunRequest[" + request.executionId() + "]");
    }

    @Test
    void whereCallersAreInSightNoSecretTokenIsMade() {
        Script.Running running = new Script(
                        root.resolve("x"), python, "setsid -w " + python, "test $ATTUNE_API_TOKEN = $ATTUNE_EXEC_ID")
                .withSecretToken()
                .start();
        running.run().deliver(new byte[0], frame());

        Recorder seen = running.recorder().awaitEnd();
        assertThat(seen.stdout()).isEqualTo("200 " + SECRET + "\n403\n");
        assertThat(seen.secrets()).isEmpty();
        assertThat(seen.outcome().exitCode()).isZero();
    }

    @Test
    void aSecretTokenOfAProcessThatIsGoneIsAnError() throws Exception {
        Path control = Files.createDirectories(root.resolve("gone"));
        Files.writeString(control.resolve("keys"), "1\ntest\ntest.main\nsecret token");
        RunTrace trace = new RunTrace("gone", control.toString(), root.toString(), 1);
        KeyBridge bridge = new KeyBridge(
                trace,
                ControlDirectory.at(control),
                new Recorder(),
                RunServices.shared().keys());

        assertThatThrownBy(() -> bridge.restore(frame()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its token is a secret");
    }

    @Test
    void runInAContainerWithKeysFailsWithANamedError() {
        Recorder seen = new Recorder();
        DetachedRun run = DetachedRun.prepare(
                new Script(root.resolve("x"), "true").withKeys().request(), seen, RunServices.shared());

        assertThat(run.next(null)).isNull();

        assertThat(seen.awaitEnd().failure().message()).contains("keys are bound to the run");
    }

    private Recorder run(String... lines) {
        Script.Running running = new Script(root.resolve("x"), lines).withKeys().start();
        running.run().deliver(new byte[0], frame());
        Recorder seen = running.recorder().awaitEnd();
        running.run().finished().join();
        return seen;
    }

    private Script.Running begun(String... lines) {
        Script.Running running = new Script(root.resolve("y" + Arrays.hashCode(lines)), lines)
                .withKeys()
                .start();
        running.run().deliver(new byte[0], frame());
        return running;
    }

    private static String said(Script.Running running, String end) {
        await().until(() -> running.recorder().stdout().contains(end));
        return running.recorder().stdout();
    }

    private static byte[] frame() {
        return KeyFrame.of(Map.of("test.key", ("\"" + SECRET + "\"").getBytes(StandardCharsets.UTF_8)));
    }

    private static int call(String url, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/api/v1/keys/test.key"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String outside(Map<String, String> variables, String url, String token) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "python3", "-S", "-E", root.resolve("call.py").toString(), url, token);
        builder.environment().putAll(variables);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
