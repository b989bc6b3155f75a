package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.environment.InstallerCredential;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Dependencies;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Environment;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments that are built before a run needs them, by installers that are scripts of the test. */
class PackPreparationTest {
    @TempDir
    Path directory;

    private Path pack;
    private final Told told = new Told();

    /** What the observer hears. */
    private static final class Told implements PreparationObserver {
        private final List<String> lines = new ArrayList<>();
        private final CompletableFuture<List<RunFailure>> end = new CompletableFuture<>();

        @Override
        public synchronized void progress(String line) {
            lines.add(line);
        }

        @Override
        public List<InstallerCredential> installerCredentials() {
            return List.of();
        }

        @Override
        public void ended(List<RunFailure> failures) {
            end.complete(failures);
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }
    }

    @BeforeEach
    void write() throws IOException {
        pack = Files.createDirectories(directory.resolve("pack"));
        Files.writeString(pack.resolve("wants"), "a program\n");
    }

    private PackPreparation start(boolean container, RunRequest.Needed... runtimes) {
        PreparationRequest request = new PreparationRequest(
                UUID.randomUUID().toString(),
                "test",
                List.of(runtimes),
                new PreparationRequest.Place(
                        pack.toString(),
                        directory.resolve("e").toString(),
                        null,
                        InstallSettings.defaults(),
                        container));
        return PackPreparation.start(request, told, RunServices.shared());
    }

    private RunRequest.Needed needed(String name, String... installer) throws IOException {
        Path script = directory.resolve("installer-" + name);
        Files.writeString(script, String.join("\n", installer) + "\n");
        Launch launch = new Launch(
                "sh",
                List.of(),
                ".sh",
                Map.of(),
                new Environment("other", "env", List.of(), null),
                new Dependencies("wants", List.of("sh", script.toString(), "{env_dir}")));
        RuntimeDescriptor descriptor =
                new RuntimeDescriptor("test." + name, name, List.of(name), List.of(), true, launch, List.of());
        return new RunRequest.Needed(descriptor, VersionRange.any());
    }

    @Test
    void whatFailsDoesNotKeepTheNextFromBeingBuilt() throws Exception {
        start(false, needed("bad", "echo no compiler", "exit 4"), needed("good", "exit 0"));

        assertThat(told.end.join()).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("no compiler"));
        assertThat(told.lines()).last().asString().contains("good is ready in " + directory.resolve("e"));
    }

    @Test
    void cancellingEndsTheInstallerAndBeginsNothingMore() throws Exception {
        PackPreparation preparation = start(
                false,
                needed("slow", "touch " + directory + "/building", "sleep 1000"),
                needed("next", "touch " + directory + "/never"));
        await().until(() -> Files.exists(directory.resolve("building")));

        preparation.cancel();

        assertThat(told.end.join()).isEmpty();
        RunServices.shared().environments().settled().join();
        assertThat(directory.resolve("never")).doesNotExist();
        try (Stream<Path> uses = Files.list(directory.resolve("e/.use"))) {
            assertThat(uses).isEmpty();
        }
    }

    @Test
    void inAContainerAPackThatAsksForPackagesIsRefusedAndAnyOtherNeedsNothing() throws Exception {
        start(true, needed("tools", "touch " + directory + "/never"));
        assertThat(told.end.join()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(RunFailure.Kind.ENVIRONMENT_FAILED);
            assertThat(failure.message()).startsWith("the pack test asks for packages of its own");
        });
        assertThat(directory.resolve("never")).doesNotExist();
    }
}
