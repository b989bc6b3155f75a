package io.jenkins.plugins.attune.engine.environment;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.engine.error.RuntimeUnavailableException;
import io.jenkins.plugins.attune.engine.execution.ExecutionMarks;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import io.jenkins.plugins.attune.engine.runtime.InterpreterPlaces;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Dependencies;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Environment;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.Version;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A machine with environments, packs and a clock of the test's own. */
final class Machine {
    /** Longer than any build here takes; a test that waits so long has failed. */
    static final long PATIENCE_SECONDS = 120;

    private final Path directory;
    private final ThreadPoolExecutor executor = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger users = new AtomicInteger();
    private final TestClock clock = new TestClock();
    private final List<String> phases = new CopyOnWriteArrayList<>();
    private final Map<String, String> variables = new TreeMap<>();
    private InstallSettings settings = InstallSettings.defaults();
    private InstallerCredentials credentials = InstallerCredentials.none();

    Machine(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(root());
        variables.put("PATH", System.getenv("PATH"));
        variables.put("HOME", Files.createDirectories(directory.resolve("home")).toString());
    }

    Path root() {
        return directory.resolve("e");
    }

    TestClock clock() {
        return clock;
    }

    List<String> phases() {
        return phases;
    }

    Machine with(InstallSettings other) {
        settings = other;
        return this;
    }

    Machine with(InstallerCredentials other) {
        credentials = other;
        return this;
    }

    Machine variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** A process of its own that shares the directory. */
    Environments process() {
        return new Environments(new BuildMeans(executor, timer, new ExecutionMarks(), variables::get, clock));
    }

    /** A pack with these files: name, content, name, content. */
    Path pack(String ref, String... files) throws IOException {
        Path pack = Files.createDirectories(directory.resolve("packs").resolve(ref));
        for (int i = 0; i < files.length; i += 2) {
            Path file = pack.resolve(files[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, files[i + 1]);
        }
        return pack;
    }

    EnvironmentRequest request(Path pack, EnvironmentRequest.Runtime runtime) {
        return new EnvironmentRequest(root(), pack.getFileName().toString(), pack, runtime, settings);
    }

    EnvironmentOrder order() {
        return new EnvironmentOrder("user-" + users.incrementAndGet(), null, credentials, phases::add, false);
    }

    EnvironmentOrder orderEvenAfterFailure() {
        return new EnvironmentOrder("user-" + users.incrementAndGet(), null, credentials, phases::add, true);
    }

    CompletableFuture<Optional<Lease>> ask(EnvironmentRequest request) throws IOException {
        return process().acquire(request, order());
    }

    /** The environment, built where need be. */
    Lease get(EnvironmentRequest request) throws Exception {
        return ask(request).get(PATIENCE_SECONDS, TimeUnit.SECONDS).orElseThrow();
    }

    /** Waits until nothing is done in the background any more. */
    void settle() {
        await().until(() ->
                executor.getActiveCount() == 0 && executor.getQueue().isEmpty());
    }

    /** How many environments are ready. */
    long ready() throws IOException {
        return new Inventory(root(), clock)
                .list().stream()
                        .filter(status -> status.state() == EnvironmentStatus.State.READY)
                        .count();
    }

    /** A runtime of the core pack, with this machine's interpreter. */
    static EnvironmentRequest.Runtime core(String name) throws IOException, RuntimeUnavailableException {
        return core(name, List.of());
    }

    /** A runtime of the core pack, with an interpreter of the test's. */
    static EnvironmentRequest.Runtime core(String name, Path interpreter)
            throws IOException, RuntimeUnavailableException {
        return core(name, List.of(interpreter.toString()));
    }

    private static EnvironmentRequest.Runtime core(String name, List<String> named)
            throws IOException, RuntimeUnavailableException {
        RuntimeDescriptor descriptor = new PackLoader(List.of())
                .load(PackArchive.core().snapshot()).pack().runtimes().stream()
                        .filter(runtime -> runtime.answersTo(name))
                        .findFirst()
                        .orElseThrow();
        InterpreterFinder finder = new InterpreterFinder();
        Interpreter interpreter = finder.find(
                descriptor, VersionRange.any(), new InterpreterPlaces(named, System.getenv("PATH"), System::getenv));
        return new EnvironmentRequest.Runtime(
                descriptor.ref(), descriptor.name(), finder.withVersion(descriptor, interpreter));
    }

    /** A runtime whose packages are installed by a shell script of the test's, from a file {@code wants}. */
    EnvironmentRequest.Runtime scripted(String... script) throws IOException {
        Path installer = directory.resolve("installer-" + users.incrementAndGet() + ".sh");
        Files.writeString(installer, String.join("\n", script) + "\n");
        return scripted(installer);
    }

    static EnvironmentRequest.Runtime scripted(Path installer) {
        Launch launch = new Launch(
                "sh",
                List.of(),
                ".sh",
                Map.of(),
                new Environment("other", "env", List.of(), null),
                new Dependencies("wants", List.of("sh", installer.toString(), "{env_dir}", "{pack_dir}")));
        return new EnvironmentRequest.Runtime(
                "test.sh", "Scripted", new Interpreter("/bin/sh", Version.parse("1.0"), launch));
    }

    void close() throws IOException, InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a build goes on");
        }
        timer.shutdownNow();
        Trees.delete(root());
    }

    /** Stands still until it is told to go on. */
    static final class TestClock extends Clock {
        private volatile Instant now = Instant.now();

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
