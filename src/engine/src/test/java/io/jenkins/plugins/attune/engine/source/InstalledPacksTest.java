package io.jenkins.plugins.attune.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackDigest;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledPacksTest {
    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

    @TempDir
    private Path root;

    private Path store;
    private InstalledPacks installed;

    @BeforeEach
    void makePack() throws IOException {
        store = root.resolve("store");
        installed = new InstalledPacks(store, Clock.fixed(NOW, ZoneOffset.UTC));
        Path script = write("actions/run.sh", "#!/bin/sh\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        write("lib/data", "x");
        write("node_modules/left/out", "x");
        version("1.0.0");
    }

    private Path write(String name, String content) throws IOException {
        Path file = root.resolve("mine").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private void version(String version) throws IOException {
        write("pack.yaml", "ref: mine\nlabel: Mine\nversion: " + version + "\n");
    }

    private InstalledPack install() throws Exception {
        Download download = new Download(HttpClient.newBuilder(), UrlRules.usual(), Duration.ofSeconds(1));
        PackFetcher fetcher = new PackFetcher(
                store,
                new PackLoader(List.of()),
                new PackFetcher.Means(download, new NoGit(), UnpackLimits.DEFAULT, false));
        PackInstaller installer =
                new PackInstaller(installed, fetcher, new Indexes(List.of(), download), Set.of("core"));
        PackOrigin origin = new PackOrigin.Directory(root.resolve("mine").toString());
        return installer
                .install(List.of(new PackRequest.At(origin)))
                .changes()
                .get(0)
                .now();
    }

    @Test
    void whatIsNoPartOfAPackIsNotKept() throws Exception {
        Path directory = installed.directory(install()).orElseThrow();

        assertThat(directory.resolve("lib/data")).isRegularFile();
        assertThat(directory.resolve("node_modules")).doesNotExist();
        assertThat(directory.resolve("actions/run.sh")).isExecutable();
        assertThat(directory.resolve("lib/data").toFile().canExecute()).isFalse();
    }

    @Test
    void contentThatWasReplacedStaysForADayForRunsThatUseIt() throws Exception {
        Path first = installed.directory(install()).orElseThrow();
        Files.setLastModifiedTime(first.getParent(), FileTime.from(NOW.minus(Duration.ofHours(23))));
        version("1.1.0");
        install();
        assertThat(first).isDirectory();

        Files.setLastModifiedTime(first.getParent(), FileTime.from(NOW.minus(Duration.ofHours(25))));
        Path left = Files.createDirectory(store.resolve(Staging.PREFIX + "left"));
        Files.setLastModifiedTime(left, FileTime.from(NOW.minus(Duration.ofDays(2))));
        InstalledPack now = install();

        assertThat(first).doesNotExist();
        assertThat(left).doesNotExist();
        assertThat(installed.directory(now)).isPresent();
        assertThat(installed.list().packs()).containsExactly(now);
    }

    @Test
    void nothingOfTheUsersInTheStoreIsSwept() throws Exception {
        Path foreign = Files.createDirectories(store.resolve("abc"));
        Files.setLastModifiedTime(foreign, FileTime.from(NOW.minus(Duration.ofDays(30))));

        install();

        assertThat(foreign).isDirectory();
    }

    @Test
    void anArchiveForAgentsKeepsWhichFilesArePrograms() throws Exception {
        InstalledPack pack = install();
        Path directory = installed.directory(pack).orElseThrow();
        PackArchive archive = PackArchive.of(pack.ref(), pack.hash(), directory);

        Path there = archive.installBelow(root.resolve("agent"));

        assertThat(there.resolve("actions/run.sh")).isExecutable();
        assertThat(there.resolve("lib/data").toFile().canExecute()).isFalse();
        assertThat(PackDigest.of(there)).isEqualTo(pack.hash());
        assertThat(PackArchive.of(pack.ref(), pack.hash(), directory).zip()).isEqualTo(archive.zip());
    }

    @Test
    void aPackThatCanNotBeReadHurtsNoOther() throws Exception {
        Path broken = Files.createDirectories(root.resolve("broken"));
        Files.writeString(broken.resolve("pack.yaml"), "ref: [\n");

        assertThat(PackFolder.read(root, new PackLoader(List.of())))
                .extracting(pack -> pack.name() + " " + pack.hasErrors())
                .containsExactly("broken true", "mine false");
    }

    @Test
    void recordsAreReadBackAsTheyWereWritten() throws Exception {
        InstalledPack pack = install();

        assertThat(installed.find("mine")).contains(pack);
        assertThat(pack.provenance().installed()).isEqualTo(NOW);
        assertThat(installed.find("../mine")).isEmpty();
        try (Stream<Path> children = Files.list(store)) {
            assertThat(children.map(child -> child.getFileName().toString()))
                    .containsExactlyInAnyOrder("installed", pack.hash().substring(0, 12));
        }
    }

    /** Nothing here comes from a repository. */
    private static final class NoGit implements GitCheckout {
        @Override
        public String resolve(String url, String ref) {
            throw new AssertionError(url);
        }

        @Override
        public void fetch(String url, String commit, Staging staging) {
            throw new AssertionError(url);
        }
    }
}
