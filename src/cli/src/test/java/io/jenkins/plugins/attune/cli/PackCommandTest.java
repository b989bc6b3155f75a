package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path root;

    private PackServer server;
    private Cli cli;

    /** Packs of the index, by name. */
    private final Map<String, String> entries = new LinkedHashMap<>();

    @BeforeEach
    void serve() throws IOException {
        server = new PackServer();
        cli = new Cli(root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Map<String, String> files(String ref, String version, String... dependencies) {
        return Map.of(
                "pack.yaml",
                "ref: " + ref + "\nlabel: A pack\nversion: " + version + "\ndependencies: ["
                        + String.join(", ", dependencies) + "]\n",
                "actions/hi.yaml",
                "ref: " + ref + ".hi\nlabel: Says hi\nrunner_type: shell\nentry_point: hi.sh\n",
                "actions/hi.sh",
                "#!/bin/sh\necho hi from " + ref + " " + version + "\n");
    }

    private void publish(String ref, String version, String... dependencies) throws IOException {
        byte[] archive = Archives.pack(ref, files(ref, version, dependencies));
        String url = server.offer("/" + ref + "-" + version + ".tar.gz", archive);
        entry(ref, version, url, PackServer.sha256(archive));
    }

    private void entry(String ref, String version, String url, String checksum) {
        entries.put(ref, """
                {"ref": "%s", "label": "A pack", "version": "%s", "contents": {"actions": []},
                 "install_sources": [{"type": "archive", "url": "%s", "checksum": "sha256:%s"}]}
                """.formatted(ref, version, url, checksum));
    }

    private String index() {
        String json = "{\"registry_name\": \"Ours\", \"version\": \"1.0\", \"packs\": ["
                + String.join(",", entries.values()) + "]}";
        return server.offer("/index.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private Called install(String... packs) {
        String[] arguments = new String[packs.length + 4];
        arguments[0] = "pack";
        arguments[1] = "install";
        System.arraycopy(packs, 0, arguments, 2, packs.length);
        arguments[packs.length + 2] = "--index";
        arguments[packs.length + 3] = index();
        return cli.call(arguments);
    }

    private JsonNode listed() throws IOException {
        return JSON.readTree(cli.call("pack", "list", "--json").out()).path("packs");
    }

    @Test
    void installsFromAnIndexAndRunFindsWhatIsInstalled() throws IOException {
        publish("tool", "1.0.0");

        Called called = install("tool");

        assertThat(called.err()).isEmpty();
        assertThat(called.out()).matches("installed tool 1\\.0\\.0 \\([0-9a-f]{12}\\)\\n");
        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("hi from tool 1.0.0\n");
        assertThat(cli.call("list").out()).contains("tool 1.0.0", "tool.hi");
    }

    @Test
    void aPackOfTheWorkingDirectoryComesBeforeAnInstalledOne() throws IOException {
        publish("tool", "1.0.0");
        install("tool");
        cli.pack("tool").action("tool.hi", "echo mine");

        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("mine\n");
    }

    @Test
    void installsWhatAPackNeedsAndTellsWhy() throws IOException {
        publish("tool", "1.0.0", "base", "core");
        publish("base", "2.0.0");

        Called called = install("tool");

        assertThat(called.out().lines().map(line -> line.replaceFirst("\\([0-9a-f]+\\)", "()")))
                .containsExactly("installed base 2.0.0 (), which tool needs", "installed tool 1.0.0 ()");
    }

    @Test
    void aPackThatIsNeededAndNowhereIsNamedAndNothingIsInstalled() throws IOException {
        publish("tool", "1.0.0", "base");

        Called called = install("tool");

        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err()).contains("the pack 'tool' needs the pack 'base', and no index has a pack 'base'");
        assertThat(listed()).isEmpty();
    }

    @Test
    void packsThatNeedEachOtherAreNamedInTheirCircle() throws IOException {
        publish("one", "1.0.0", "two");
        publish("two", "1.0.0", "three");
        publish("three", "1.0.0", "one");

        Called called = install("one");

        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err()).contains("packs need each other in a circle: one → two → three → one");
        assertThat(listed()).isEmpty();
    }

    @Test
    void aDependencyInAnotherVersionIsNotExchangedUnasked() throws IOException {
        publish("base", "1.0.0");
        install("base");
        publish("base", "2.0.0");
        publish("tool", "1.0.0", "'base@>=2.0'");

        Called called = install("tool");

        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err()).contains("the pack 'tool' needs 'base@>=2.0', and version 1.0.0 is installed");
        assertThat(install("tool", "base").code()).isZero();
        assertThat(listed()).hasSize(2);
    }

    @Test
    void aVersionThatTheIndexDoesNotHaveIsRefusedByWhatItHas() throws IOException {
        publish("tool", "0.2.0");

        Called called = install("tool@0.1.0");

        assertThat(called.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(called.err()).contains("the pack 'tool' is offered in version 0.2.0, and 0.1.0 was asked for");
        assertThat(install("tool@0.2.0").code()).isZero();
    }

    @Test
    void updatesAreShownAndTakenOnlyWhenAskedFor() throws IOException {
        publish("tool", "1.0.0");
        install("tool");
        publish("tool", "1.1.0");

        Called shown = cli.call("pack", "outdated", "--index", index());

        assertThat(shown.out()).contains("tool", "1.0.0", "outdated", "1.1.0", "1 of 1 pack outdated");
        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("hi from tool 1.0.0\n");
        assertThat(install("tool").out()).contains("installed tool 1.1.0 in place of 1.0.0");
        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("hi from tool 1.1.0\n");
        assertThat(cli.call("pack", "outdated", "--index", index()).out()).isEqualTo("0 of 1 pack outdated\n");
    }

    @Test
    void theSameVersionWithOtherContentIsTold() throws IOException {
        publish("tool", "1.0.0");
        install("tool");
        byte[] other = Archives.pack("tool", Map.of("pack.yaml", "ref: tool\nlabel: Other\nversion: 1.0.0\n"));
        entry("tool", "1.0.0", server.offer("/other.tar.gz", other), PackServer.sha256(other));

        assertThat(cli.call("pack", "outdated", "--index", index()).out())
                .contains("outdated", "the same version with other content");
    }

    @Test
    void aPackUnderTheNameOfAnotherIsRefused() throws IOException {
        byte[] archive = Archives.pack("tool", files("evil", "1.0.0"));
        entry("tool", "1.0.0", server.offer("/tool.tar.gz", archive), PackServer.sha256(archive));

        Called called = install("tool");

        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err()).contains("it is 'evil' in version 1.0.0, and 'tool' in version 1.0.0 was promised");
        assertThat(listed()).isEmpty();
    }

    @Test
    void noPackTakesThePlaceOfTheCorePack() throws IOException {
        publish("core", "9.9.9");

        Called called = install("core");

        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err()).contains("'core' is the name of a pack that is always there");
        assertThat(listed()).isEmpty();
    }

    @Test
    void removedPacksAreGoneWithTheirFiles() throws IOException {
        publish("base", "1.0.0");
        publish("tool", "1.0.0", "base");
        install("tool");
        Path directory = Path.of(listed().get(0).path("directory").asText());

        Called called = cli.call("pack", "remove", "base");

        assertThat(called.err()).contains("removed base", "warning: the pack tool needs base, which is gone");
        assertThat(directory).doesNotExist();
        assertThat(listed()).hasSize(1);
        assertThat(cli.call("pack", "remove", "base").code()).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aLockFileBringsBackExactlyWhatWasInstalled() throws IOException {
        publish("base", "1.0.0");
        publish("tool", "1.0.0", "base");
        install("tool", "--lock", "packs.lock");
        publish("tool", "1.1.0", "base");
        cli.call("pack", "remove", "tool", "base");

        Called called = cli.call("pack", "install", "--lock", "packs.lock", "--index", "nowhere.json");

        assertThat(called.err()).isEmpty();
        assertThat(called.out()).contains("installed base 1.0.0", "installed tool 1.0.0");
        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("hi from tool 1.0.0\n");
    }

    @Test
    void aLockFileWhosePackHasChangedIsRefused() throws IOException {
        publish("tool", "1.0.0");
        install("tool", "--lock", "packs.lock");
        Path lock = root.resolve("packs.lock");
        String hash = listed().get(0).path("hash").asText();
        Files.writeString(lock, Files.readString(lock).replace(hash, "0".repeat(64)));

        Called called = cli.call("pack", "install", "--lock", "packs.lock");

        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err()).contains("has the content " + hash + ", and " + "0".repeat(64) + " was pinned");
    }

    @Test
    void filesThatSomebodyChangedInTheStoreAreReplaced() throws IOException {
        publish("tool", "1.0.0");
        install("tool");
        Path script = Path.of(listed().get(0).path("directory").asText())
                .resolve("actions")
                .resolve("hi.sh");
        Files.writeString(script, "echo changed\n");

        install("tool");

        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("hi from tool 1.0.0\n");
    }

    @Test
    void aDamagedRecordIsToldAndHurtsNoOtherPack() throws IOException {
        publish("tool", "1.0.0");
        publish("base", "1.0.0");
        install("tool", "base");
        Files.writeString(root.resolve("data/attune/packs/installed/base.json"), "{");

        assertThat(cli.call("run", "tool.hi").code()).isZero();
        assertThat(cli.call("pack", "list").err()).contains("base.json");
        assertThat(install("base").code()).isZero();
        assertThat(listed()).hasSize(2);
    }

    @Test
    void installsADirectoryAsItIsNow() throws IOException {
        cli.pack("mine").action("mine.hi", "echo first");

        assertThat(cli.call("pack", "install", "./packs/mine").code()).isZero();
        cli.action("mine.hi", "echo second");

        assertThat(cli.call("pack", "outdated", "--index", index()).out()).contains("mine", "outdated");
        assertThat(cli.call("run", "mine.hi", "--packs", ".").out()).isEqualTo("first\n");
    }

    @Test
    void followsRedirectionsButNotToPlainHttpElsewhere() throws IOException {
        byte[] archive = Archives.pack("tool", files("tool", "1.0.0"));
        String sum = PackServer.sha256(archive);
        server.offer("/real.tar.gz", archive);

        assertThat(cli.call("pack", "install", server.redirect("/moved", "/real.tar.gz"), "--sha256", sum)
                        .code())
                .isZero();
        assertThat(cli.call("pack", "install", server.redirect("/away", "http://example.org/x"), "--sha256", sum)
                        .err())
                .contains("the address 'http://example.org/x' must begin with https://");
        assertThat(cli.call("pack", "install", server.redirect("/circle", "/circle"), "--sha256", sum)
                        .err())
                .contains("redirects more than 5 times");
    }

    @Test
    void addressesThatHoldOrNeedMoreAreRefused() {
        assertThat(cli.call("pack", "install", "https://me:secret@example.org/x.tar.gz", "--sha256", "a".repeat(64))
                        .err())
                .contains("holds a user name or a password")
                .doesNotContain("secret");
        assertThat(cli.call("pack", "install", "http://example.org/x.tar.gz", "--sha256", "a".repeat(64))
                        .err())
                .contains("must begin with https://");
        assertThat(cli.call("pack", "install", "https://example.org/x.tar.gz").err())
                .contains("an archive needs --sha256");
        assertThat(cli.call("pack", "install", "https://example.org/x.git").err())
                .contains("a repository needs --ref");
    }

    @Test
    void whatIsNotThereIsSaidToBeUnavailable() {
        Called called = cli.call("pack", "install", server.url("/nothing.tar.gz"), "--sha256", "a".repeat(64));

        assertThat(called.code()).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(called.err()).contains("/nothing.tar.gz answered with 404");
    }

    @Test
    void brokenEntriesOfAnIndexHurtNoOther() throws IOException {
        publish("tool", "1.0.0");
        entries.put("x", "{\"ref\": \"<b>\", \"version\": 1}");
        entry("here", "1.0.0", "http://example.org/x", "a".repeat(64));

        assertThat(install("tool").code()).isZero();
        assertThat(install("here").err()).contains("no index has a pack 'here'");
    }
}
