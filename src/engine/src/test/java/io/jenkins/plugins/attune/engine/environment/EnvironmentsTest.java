package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Limits;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentsTest {
    @TempDir
    Path directory;

    private Machine machine;
    private Path pack;
    private Path count;

    @BeforeEach
    void prepare() throws Exception {
        machine = new Machine(directory);
        pack = machine.pack("one", "wants", "something\n");
        count = directory.resolve("count");
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void manyWhoAskAtOnceGetOneBuild() throws Exception {
        EnvironmentRequest request =
                machine.request(pack, machine.scripted("echo built >>" + count, "touch $1/module"));
        List<Environments> processes = List.of(machine.process(), machine.process());
        List<CompletableFuture<Optional<Lease>>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(processes.get(i % processes.size()).acquire(request, machine.order()));
        }
        for (CompletableFuture<Optional<Lease>> one : all) {
            Lease lease = one.get(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS).orElseThrow();
            assertThat(lease.directory().resolve("module")).exists();
        }

        assertThat(count).hasContent("built");
    }

    @Test
    void failureIsNotTriedAgainBeforeAPauseAndThenIs() throws Exception {
        EnvironmentRequest request = machine.request(
                pack,
                machine.scripted(
                        "echo built >>" + count, "[ -e " + directory + "/repaired ] || { echo alas; exit 3; }"));
        assertFails(request, "sh ended with exit code 3", "alas");
        Files.createFile(directory.resolve("repaired"));

        assertFails(request, "alas", "in 11 s at the earliest");
        machine.clock().advance(Duration.ofSeconds(11));
        machine.get(request).close();

        assertThat(Files.readAllLines(count)).hasSize(2);
        assertThat(machine.ready()).isEqualTo(1);
        assertThat(new Slot(
                                machine.root(),
                                new Inventory(machine.root(), machine.clock())
                                        .list()
                                        .get(0)
                                        .id())
                        .failed())
                .doesNotExist();
    }

    @Test
    void whoeverInsistsNeedNotWaitForTheSecondAttempt() throws Exception {
        EnvironmentRequest request = machine.request(pack, machine.scripted("echo built >>" + count, "exit 3"));
        assertFails(request, "exit code 3");

        assertThatThrownBy(() -> machine.process()
                        .acquire(request, machine.orderEvenAfterFailure())
                        .get(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(EnvironmentFailedException.class);

        assertThat(Files.readAllLines(count)).hasSize(2);
    }

    @Test
    void directoryWithoutAMarkerIsRemovedBeforeTheBuild() throws Exception {
        EnvironmentRequest request = machine.request(pack, machine.scripted("echo ok"));
        Lease lease = machine.get(request);
        lease.close();
        machine.settle();
        Files.delete(lease.directory().resolve(".attune-ready"));
        Files.createFile(lease.directory().resolve("half"));
        assertThat(new Inventory(machine.root(), machine.clock()).list())
                .extracting(EnvironmentStatus::state)
                .containsExactly(EnvironmentStatus.State.INCOMPLETE);

        machine.get(request).close();

        assertThat(lease.directory().resolve("half")).doesNotExist();
    }

    @Test
    void markerOfAnotherKeyIsNoMarker() throws Exception {
        EnvironmentRequest request = machine.request(pack, machine.scripted("echo built >>" + count));
        Lease lease = machine.get(request);
        lease.close();
        Path marker = lease.directory().resolve(".attune-ready");
        Files.writeString(marker, Files.readString(marker).replaceAll("key=.*", "key=0123"));

        machine.get(request).close();

        assertThat(Files.readAllLines(count)).hasSize(2);
    }

    @Test
    void installerThatTakesTooLongIsKilledWithEverythingItStarted() throws Exception {
        machine.with(InstallSettings.defaults()
                .withLimits(new Limits(Duration.ofSeconds(1), Limits.DEFAULT_BYTES, Limits.DEFAULT_AGE)));
        EnvironmentRequest request = machine.request(
                pack,
                machine.scripted(
                        "setsid sh -c 'echo $$ >" + directory + "/pid; exec sleep 1000' &",
                        "sleep 1000",
                        "touch $1/done"));

        assertFails(request, "the build was ended: it took longer than 1 seconds");

        long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        await().until(() -> !LivingProcess.isThere(pid));
        assertThat(new Inventory(machine.root(), machine.clock()).list())
                .extracting(EnvironmentStatus::state)
                .containsExactly(EnvironmentStatus.State.FAILED);
    }

    @Test
    void whatAnInstallerLeavesRunningIsEnded() throws Exception {
        EnvironmentRequest request = machine.request(
                pack,
                machine.scripted("setsid sleep 1000 >/dev/null 2>&1 &", "echo $! >" + directory + "/pid", "exit 0"));

        machine.get(request).close();

        long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        await().until(() -> !LivingProcess.isThere(pid));
    }

    @Test
    void buildGoesOnWhileAnybodyWaitsAndEndsWithTheLast() throws Exception {
        EnvironmentRequest request =
                machine.request(pack, machine.scripted("touch " + directory + "/begun", "sleep 1000"));
        Environments process = machine.process();
        CompletableFuture<Optional<Lease>> first = process.acquire(request, machine.order());
        CompletableFuture<Optional<Lease>> second = process.acquire(request, machine.order());
        await().until(() -> Files.exists(directory.resolve("begun")));

        first.cancel(false);
        assertThat(states()).containsExactly(EnvironmentStatus.State.BUILDING);
        second.cancel(false);

        await().untilAsserted(() -> assertThat(states()).isEmpty());
        try (Stream<Path> uses = Files.list(machine.root().resolve(".use"))) {
            assertThat(uses).isEmpty();
        }
    }

    @Test
    void nextAfterAnAbandonedBuildIsNotToldOfAFailure() throws Exception {
        EnvironmentRequest request = machine.request(
                pack,
                machine.scripted(
                        "[ -e " + directory + "/begun ] && exit 0", "touch " + directory + "/begun", "sleep 1000"));
        Environments process = machine.process();
        CompletableFuture<Optional<Lease>> first = process.acquire(request, machine.order());
        await().until(() -> Files.exists(directory.resolve("begun")));

        first.cancel(false);
        Optional<Lease> second =
                process.acquire(request, machine.order()).get(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(second).isPresent();
    }

    @Test
    void interpreterThatVanishedIsNamedWhereTheRebuildFails() throws Exception {
        Path old = Files.copy(Path.of("/bin/sh").toRealPath(), directory.resolve("old-sh"));
        EnvironmentRequest.Runtime runtime = machine.scripted("[ -e " + old + " ] || { echo no headers; exit 1; }");
        machine.get(machine.request(pack, withInterpreter(runtime, old))).close();
        Files.delete(old);

        assertFails(machine.request(pack, runtime), "no headers", old.toString(), "which is gone");
    }

    private List<EnvironmentStatus.State> states() throws Exception {
        return new Inventory(machine.root(), machine.clock())
                .list().stream().map(EnvironmentStatus::state).toList();
    }

    private static EnvironmentRequest.Runtime withInterpreter(EnvironmentRequest.Runtime runtime, Path interpreter) {
        return new EnvironmentRequest.Runtime(
                runtime.ref(),
                runtime.name(),
                new io.jenkins.plugins.attune.engine.runtime.Interpreter(
                        interpreter.toString(),
                        runtime.interpreter().version(),
                        runtime.interpreter().launch()));
    }

    private void assertFails(EnvironmentRequest request, String... words) {
        assertThatThrownBy(() -> machine.get(request))
                .cause()
                .isInstanceOfSatisfying(EnvironmentFailedException.class, e -> assertThat(e.describe())
                        .contains(words));
    }
}
