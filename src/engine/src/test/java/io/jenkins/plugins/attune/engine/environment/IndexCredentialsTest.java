package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Sources;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at everything an installer gets, and at everything that is left, for the password of the index. */
class IndexCredentialsTest {
    private static final String PASSWORD = "s3cr:t/p@ss w%rd";

    @TempDir
    Path directory;

    private Machine machine;
    private final List<InstallerCredential> handedOut = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        machine = new Machine(directory);
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void passwordIsInFilesOfMode0400OnlyAndGoneAfterwards() throws Exception {
        use("https://index.example/simple", "index.example");
        EnvironmentRequest request = machine.request(
                machine.pack("one", "wants", "something\n"),
                machine.scripted(
                        "cat /proc/$$/environ /proc/$$/cmdline >" + directory + "/seen",
                        "stat -c %a $PIP_CONFIG_FILE $UV_CONFIG_FILE $npm_config_userconfig $TMPDIR >" + directory
                                + "/modes",
                        "cp $PIP_CONFIG_FILE " + directory + "/pip.conf",
                        "cp $UV_CONFIG_FILE " + directory + "/uv.toml",
                        "cat $PIP_CONFIG_FILE $npm_config_userconfig",
                        "echo again: '" + PASSWORD + "'",
                        "exit 7"));

        assertThatThrownBy(() -> machine.get(request))
                .cause()
                .isInstanceOfSatisfying(
                        EnvironmentFailedException.class,
                        e -> assertThat(e.describe()).contains("again: ****").satisfies(this::isClean));

        assertThat(directory.resolve("modes")).hasContent("400\n400\n400\n700");
        assertThat(directory.resolve("pip.conf"))
                .content()
                .contains("index-url = https://bot:s3cr%3At%2Fp%40ss%20w%25rd@index.example/simple");
        assertThat(directory.resolve("uv.toml")).content().contains("bot:s3cr%3At%2Fp%40ss%20w%25rd@index.example");
        isClean(Files.readString(directory.resolve("seen"), StandardCharsets.ISO_8859_1));
        Files.delete(directory.resolve("pip.conf"));
        Files.delete(directory.resolve("uv.toml"));
        try (Stream<Path> left = Files.walk(machine.root())) {
            for (Path file : left.filter(Files::isRegularFile).toList()) {
                isClean(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(handedOut).allSatisfy(one -> assertThat(one.password()).containsOnly(0));
    }

    @Test
    void pipSignsInWithThem() throws Exception {
        Wheels wheels = new Wheels(directory.resolve("wheels"));
        Path wheel = wheels.add("tool", "1.0");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
                    byte[] body = exchange.getRequestURI().getPath().endsWith(".whl")
                            ? Files.readAllBytes(wheel)
                            : ("<a href='/f/" + wheel.getFileName() + "'>" + wheel.getFileName() + "</a>")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                })
                .setAuthenticator(new BasicAuthenticator("index") {
                    @Override
                    public boolean checkCredentials(String user, String password) {
                        return user.equals("bot") && password.equals(PASSWORD);
                    }
                });
        server.start();
        try {
            String host = "127.0.0.1:" + server.getAddress().getPort();
            use("http://" + host + "/simple", host);
            machine.variable("NO_PROXY", "127.0.0.1");
            Path pack = machine.pack("one", "requirements.txt", "tool\n");
            try (Lease lease = machine.get(machine.request(pack, Machine.core("python")))) {
                isClean(Files.readString(
                        machine.root().resolve(lease.directory().getFileName() + ".log")));
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void passwordInAVariableOfTheMachineGoesIntoTheFileInstead() throws Exception {
        machine.variable("PIP_INDEX_URL", "https://bot:hunter2@index.example/simple");
        EnvironmentRequest request = machine.request(
                machine.pack("one", "wants", "something\n"),
                machine.scripted("env >" + directory + "/seen", "cp $PIP_CONFIG_FILE " + directory + "/pip.conf"));

        machine.get(request).close();

        assertThat(directory.resolve("seen")).content().doesNotContain("hunter2");
        assertThat(directory.resolve("pip.conf")).content().contains("https://bot:hunter2@index.example/simple");
    }

    @Test
    void passwordInAVariableThatHasNoPlaceInAFileIsNotHandedOn() throws Exception {
        machine.variable("UV_INDEX", "https://bot:hunter3@index.example/simple");
        EnvironmentRequest request = machine.request(
                machine.pack("one", "wants", "something\n"), machine.scripted("env >" + directory + "/seen"));

        machine.get(request).close();

        assertThat(directory.resolve("seen")).content().doesNotContain("hunter3");
    }

    @Test
    void npmGetsTheTokenOfItsRegistryAndNoOther() throws Exception {
        machine.with(InstallSettings.defaults()
                .withSources(new Sources(null, List.of(), null, "https://npm.example/r", List.of())));
        machine.with((InstallerCredentials) () -> List.of(
                new InstallerCredential("npm.example", "", "t0ken".getBytes(StandardCharsets.UTF_8)),
                new InstallerCredential("other.example", "", "0ther".getBytes(StandardCharsets.UTF_8))));
        EnvironmentRequest request = machine.request(
                machine.pack("one", "wants", "something\n"),
                machine.scripted("cp $npm_config_userconfig " + directory + "/npmrc"));

        machine.get(request).close();

        assertThat(directory.resolve("npmrc"))
                .content()
                .contains("registry=https://npm.example/r/\n", "//npm.example/r/:_authToken=t0ken\n")
                .doesNotContain("0ther");
    }

    @Test
    void credentialsAreNotAskedForWhereNothingIsBuilt() throws Exception {
        use("https://index.example/simple", "index.example");
        EnvironmentRequest request =
                machine.request(machine.pack("one", "wants", "something\n"), machine.scripted("true"));
        machine.get(request).close();
        handedOut.clear();

        machine.get(request).close();

        assertThat(handedOut).isEmpty();
    }

    @Test
    void aTokenIsThePasswordOfTheUserThatIndexesKnowForIt() throws Exception {
        machine.with(InstallSettings.defaults()
                .withSources(new Sources("https://index.example/simple", List.of(), null, null, List.of())));
        machine.with((InstallerCredentials) () ->
                List.of(new InstallerCredential("index.example", "", "pypi-token-1".getBytes(StandardCharsets.UTF_8))));
        EnvironmentRequest request = machine.request(
                machine.pack("one", "wants", "something\n"),
                machine.scripted("cp $PIP_CONFIG_FILE " + directory + "/pip.conf", "cat $PIP_CONFIG_FILE", "exit 7"));

        assertThatThrownBy(() -> machine.get(request)).cause().message().doesNotContain("pypi-token-1");

        assertThat(directory.resolve("pip.conf"))
                .content()
                .contains("index-url = https://__token__:pypi-token-1@index.example/simple");
    }

    private void use(String index, String host) {
        machine.with(InstallSettings.defaults().withSources(new Sources(index, List.of(), null, null, List.of())));
        machine.with((InstallerCredentials) () -> {
            InstallerCredential credential =
                    new InstallerCredential(host, "bot", PASSWORD.getBytes(StandardCharsets.UTF_8));
            handedOut.add(credential);
            return List.of(credential);
        });
    }

    private void isClean(String text) {
        String base64 = Base64.getEncoder().encodeToString(("bot:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(text).doesNotContain(PASSWORD, "s3cr%3At", base64);
    }
}
