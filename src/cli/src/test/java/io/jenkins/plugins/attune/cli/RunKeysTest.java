package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunKeysTest {
    private static final String SECRET = "k3y-" + "pl4nted-" + "s3cret";

    /** What clients of the platform do, in a few lines; prints the status, and the answer's value. */
    private static final String CLIENT = """
            import json, os, sys, urllib.error, urllib.request
            def call(method, path, body=None):
                request = urllib.request.Request(os.environ["ATTUNE_API_URL"] + "/api/v1/" + path, method=method,
                    data=None if body is None else json.dumps(body).encode(),
                    headers={"Authorization": "Bearer " + os.environ["ATTUNE_API_TOKEN"]})
                try:
                    with urllib.request.urlopen(request, timeout=30) as reply:
                        return reply.status, json.load(reply)["data"].get("value")
                except urllib.error.HTTPError as refused:
                    return refused.code, json.load(refused)["error"]
            """;

    @TempDir
    private Path root;

    private Cli cli;

    @BeforeEach
    void begin() {
        cli = new Cli(root).pack("p");
    }

    private Called run(String script, String... options) {
        cli.file("packs/p/client.py", CLIENT.split("\n"))
                .file("packs/p/script.py", "from client import call", script)
                .action("p.act", "python3 -S -B script.py", "output_format: text");
        return cli.call(
                Stream.concat(Stream.of("run", "p.act"), Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void textIsAText() {
        cli.file("key.txt", "pass \"word\"").withVariable("K", "123");

        Called called = run(
                "print(call('GET', 'keys/p.a'), call('GET', 'keys/p.b'))",
                "--key",
                "p.a=file:key.txt",
                "--key",
                "p.b=env:K");

        assertThat(called.out()).isEqualTo("(200, 'pass \"word\"') (200, '123')\n");
    }

    @Test
    void objectInJsonIsAnObject() {
        cli.file("key.json", "{\"url\": \"https://v\", \"n\": 1.50}");

        assertThat(run("print(call('GET', 'keys/p.a'))", "--key", "p.a=file:key.json")
                        .out())
                .isEqualTo("(200, {'url': 'https://v', 'n': 1.5})\n");
    }

    @Test
    void runWithoutKeysHasNobodyToAsk() {
        assertThat(run("import os; print(sorted(n for n in os.environ if 'API' in n))")
                        .out())
                .isEqualTo("[]\n");
    }

    @Test
    void nameOfTheRunIsANumberAsClientsExpect() {
        assertThat(run(
                                "import os; print(os.environ['ATTUNE_API_TOKEN'] == str(int(os.environ['ATTUNE_EXEC_ID'])))",
                                "--key",
                                "p.a=env:PATH")
                        .out())
                .isEqualTo("True\n");
    }

    @Test
    void keyThatTheActionWritesGoesIntoAPrivateFile() throws IOException {
        Called called = run(
                "print(call('POST', 'keys', {'ref': 'p.t', 'value': 'text'})[0],"
                        + " call('POST', 'keys', {'ref': 'p.o', 'value': {'a': [1]}})[0],"
                        + " call('PUT', 'keys/p.t', {'value': 'new'})[0], call('GET', 'keys/p.t'))",
                "--write-key",
                "p.t=file:t",
                "--write-key",
                "p.o=file:o");

        assertThat(called.out()).isEqualTo("201 201 200 (200, 'new')\n");
        assertThat(root.resolve("t")).hasContent("new");
        assertThat(root.resolve("o")).hasContent("{\"a\": [1]}");
        assertThat(Files.getPosixFilePermissions(root.resolve("t")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void keyThatNobodyAskedForIsNotWritten() {
        Called called = run("print(call('POST', 'keys', {'ref': 'p.t', 'value': 'text'}))", "--key", "p.a=env:PATH");

        assertThat(called.out()).startsWith("(403,").contains("--write-key p.t=file:PATH");
    }

    @Test
    void strangerIsToldOfOnTheConsole() {
        Called called = run(
                "import subprocess, sys; print(subprocess.run([sys.executable, '-S', '-B', '-c',"
                        + " 'from client import call; print(call(\"GET\", \"keys/p.a\")[0])'],"
                        + " start_new_session=True, capture_output=True, text=True).stdout)",
                "--key",
                "p.a=env:PATH");

        assertThat(called.out()).startsWith("403\n");
        assertThat(called.err()).contains("a caller was refused the keys of this run: process ");
    }

    @Test
    void wrongUseIsRefusedWithoutTellingTheSecret() {
        for (List<String> wrong : List.of(
                List.of("--key", "p.a=" + SECRET),
                List.of("--key", SECRET),
                List.of("--key", "a b=env:PATH"),
                List.of("--key", "p.a=env:NOT_SET"),
                List.of("--write-key", "p.a=" + SECRET),
                List.of("--write-key", "p.a"))) {
            Called called = run("", wrong.toArray(String[]::new));

            assertThat(called.code()).as(wrong.toString()).isEqualTo(ExitCodes.USAGE);
            assertThat(called.err()).doesNotContain(wrong.get(1).equals(SECRET) ? "nothing" : SECRET);
        }
    }

    @Test
    void variableThatHoldsAKeyIsRefused() {
        cli.withVariable("K", "{\"token\":\"" + SECRET + "\"}");

        Called called = run("", "--key", "p.a=env:K", "--env", "X=a" + SECRET + "b");

        assertThat(called.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(called.err()).contains("'X'").doesNotContain(SECRET);
    }

    @Test
    void keyIsFoundNowhereWhileTheActionRunsAndNowhereAfterwards() throws IOException {
        cli.file("secret.json", "{\"token\": \"" + SECRET + "\"}");

        Called called = run(search(""), "--key", "p.a=file:secret.json");

        assertThat(called.out()).isEqualTo("searched True hits []\n");
        assertThat(called.err()).doesNotContain(SECRET);
        assertThat(filesWithTheSecret()).containsExactly(root.resolve("secret.json"));
    }

    @Test
    void searchFindsWhatIsPlanted() throws IOException {
        cli.file("secret.json", "{\"token\": \"" + SECRET + "\"}");

        Called called = run(
                search("import subprocess; os.makedirs('" + root + "/runtime/plant'); open('" + root
                        + "/runtime/plant/f', 'w').write(secret);"
                        + " subprocess.Popen(['sh', '-c', 'sleep 60; :', secret]);"
                        + " subprocess.Popen(['sleep', '60'], env=dict(os.environ, PLANT=secret))"),
                "--key",
                "p.a=file:secret.json");

        assertThat(called.out()).contains("runtime/plant/f").contains("cmdline").contains("environ");
        assertThat(filesWithTheSecret()).contains(root.resolve("runtime/plant/f"));
    }

    /** Looks through the arguments and the environment of every process, and all files of the run. */
    private String search(String plant) {
        return """
                import glob, os
                secret = call('GET', 'keys/p.a')[1]['token']
                %s
                hits, searched = [], False
                for name in glob.glob('/proc/[0-9]*/environ') + glob.glob('/proc/[0-9]*/cmdline') + [
                        os.path.join(d, f) for top in ('runtime', 'cache', 'packs')
                        for d, _, fs in os.walk('%s/' + top) for f in fs]:
                    try:
                        if os.path.isfile(name) and secret.encode() in open(name, 'rb').read():
                            hits.append(name)
                        searched = True
                    except OSError:
                        pass
                print('searched', searched, 'hits', hits)
                """.formatted(plant, root);
    }

    private List<Path> filesWithTheSecret() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).filter(this::holdsSecret).toList();
        }
    }

    private boolean holdsSecret(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
