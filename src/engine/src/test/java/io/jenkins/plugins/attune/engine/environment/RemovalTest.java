package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalTest {
    private static final Limits LOOSE = new Limits(Duration.ofMinutes(1), Long.MAX_VALUE, Duration.ofDays(30));

    @TempDir
    Path directory;

    private Machine machine;
    private EnvironmentRequest.Runtime runtime;

    @BeforeEach
    void prepare() throws Exception {
        machine = new Machine(directory);
        runtime = machine.scripted("printf 0123456789 >$1/ten-bytes");
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void leastRecentlyUsedGoFirstUntilTheSizeFits() throws Exception {
        Path first = build("one");
        machine.clock().advance(Duration.ofMinutes(1));
        Path second = build("two");
        machine.clock().advance(Duration.ofMinutes(1));
        build("one");

        assertThat(removal().prune(new Limits(Duration.ofMinutes(1), 15, Duration.ofDays(30))))
                .containsExactly(second.getFileName().toString());

        assertThat(first).exists();
        assertThat(second).doesNotExist();
    }

    @Test
    void compiledFilesCountForTheSizeAndNotForTheVerification() throws Exception {
        runtime = machine.scripted("mkdir $1/__pycache__", "printf 0123456789 | tee $1/one >$1/__pycache__/one.pyc");
        Path environment = build("one");
        Inventory inventory = new Inventory(machine.root(), machine.clock());

        assertThat(inventory.list()).extracting(one -> one.usage().bytes()).containsExactly(20L);
        Files.delete(environment.resolve("__pycache__/one.pyc"));
        assertThat(inventory.verify()).isEmpty();
        assertThat(removal().prune(new Limits(Duration.ofMinutes(1), 15, Duration.ofDays(30))))
                .hasSize(1);
    }

    @Test
    void whatNobodyHasUsedForLongGoesWithAllItsTraces() throws Exception {
        Path old = build("one");
        machine.clock().advance(Duration.ofDays(31));

        assertThat(removal().prune(LOOSE)).hasSize(1);

        String id = old.getFileName().toString();
        try (Stream<Path> left = Files.list(machine.root())) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(id));
        }
    }

    @Test
    void whatIsInUseStaysHoweverOldAndGoesAfterwards() throws Exception {
        EnvironmentRequest request = request("one");
        Lease lease = machine.get(request);
        machine.settle();
        machine.clock().advance(Duration.ofDays(31));

        assertThat(removal().prune(LOOSE)).isEmpty();
        lease.close();

        assertThat(removal().prune(LOOSE)).hasSize(1);
    }

    @Test
    void runThatOutlivesItsProcessHoldsItsEnvironmentUntilItsExitIsWritten() throws Exception {
        Path control = Files.createDirectories(directory.resolve("control/run"));
        EnvironmentOrder order =
                new EnvironmentOrder("run", control, InstallerCredentials.none(), BuildListener.silent(), false);
        Optional<Lease> lease =
                machine.process().acquire(request("one"), order).get(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS);
        String id = lease.orElseThrow().directory().getFileName().toString();

        assertThat(removal().remove(id)).isFalse();
        Files.createFile(control.resolve("exit"));

        assertThat(removal().remove(id)).isTrue();
    }

    @Test
    void noteOfAProcessThatIsGoneHoldsNothing() throws Exception {
        Path environment = build("one");
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(
                machine.root().resolve(".use").resolve(environment.getFileName() + "~x"),
                "pid=" + gone.pid() + "\nstart=1\n");

        assertThat(removal().remove(environment.getFileName().toString())).isTrue();
    }

    @Test
    void whatIsBeingBuiltIsLeftAlone() throws Exception {
        Path environment = build("one");
        try (KeyLock lock = KeyLock.acquire(
                new Slot(machine.root(), environment.getFileName().toString()).lock())) {
            assertThat(lock).isNotNull();
            assertThat(removal().remove(environment.getFileName().toString())).isFalse();
        }
        assertThat(environment).exists();
    }

    @Test
    void rubbishOfBuildersAndRemovalsThatWereKilledGoes() throws Exception {
        Path half = Files.createDirectories(machine.root().resolve("0123456789ab"));
        Path gone = Files.createDirectories(machine.root().resolve("0123456789ab.gone-x/sub"));

        removal().prune(LOOSE);

        assertThat(half).doesNotExist();
        assertThat(gone.getParent()).doesNotExist();
    }

    @Test
    void removedEnvironmentIsBuiltAnewWhenItIsAskedFor() throws Exception {
        Path environment = build("one");
        removal().remove(environment.getFileName().toString());

        assertThat(build("one")).isEqualTo(environment).isDirectory();
    }

    @Test
    void missingFileIsFoundByVerification() throws Exception {
        Path environment = build("one");
        Inventory inventory = new Inventory(machine.root(), machine.clock());
        assertThat(inventory.verify()).isEmpty();
        Files.delete(environment.resolve("ten-bytes"));

        assertThat(inventory.verify())
                .singleElement()
                .satisfies(broken -> assertThat(broken.details().problem()).contains("0 files", "had 1"));
    }

    @Test
    void oldEnvironmentsGoInTheBackgroundWhenAnotherIsBuilt() throws Exception {
        Path old = build("one");
        machine.clock().advance(Duration.ofDays(40));

        build("two");

        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(old).doesNotExist());
    }

    private EnvironmentRequest request(String pack) throws Exception {
        return machine.request(machine.pack(pack, "wants", pack + "\n"), runtime);
    }

    private Path build(String pack) throws Exception {
        try (Lease lease = machine.get(request(pack))) {
            machine.settle();
            return lease.directory();
        }
    }

    private Removal removal() {
        return new Removal(machine.root(), machine.clock());
    }
}
