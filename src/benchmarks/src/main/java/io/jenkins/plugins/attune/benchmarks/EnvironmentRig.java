package io.jenkins.plugins.attune.benchmarks;

import io.jenkins.plugins.attune.engine.environment.BuildListener;
import io.jenkins.plugins.attune.engine.environment.EnvironmentOrder;
import io.jenkins.plugins.attune.engine.environment.EnvironmentRequest;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Installer;
import io.jenkins.plugins.attune.engine.environment.InstallerCredentials;
import io.jenkins.plugins.attune.engine.environment.Lease;
import io.jenkins.plugins.attune.engine.execution.RunServices;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import io.jenkins.plugins.attune.engine.runtime.InterpreterPlaces;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A directory with packs and environments, and this machine's Python; removed at the end. */
final class EnvironmentRig implements AutoCloseable {
    private final AtomicLong count = new AtomicLong();
    private final Path directory;
    private final EnvironmentRequest.Runtime python;

    EnvironmentRig(Path directory) throws Exception {
        this.directory = directory;
        RuntimeDescriptor descriptor = new PackLoader(List.of())
                .load(PackArchive.core().snapshot()).pack().runtimes().stream()
                        .filter(runtime -> runtime.answersTo("python"))
                        .findFirst()
                        .orElseThrow();
        InterpreterFinder finder = new InterpreterFinder();
        Interpreter found = finder.find(
                descriptor,
                VersionRange.any(),
                new InterpreterPlaces(List.of(), System.getenv("PATH"), System::getenv));
        python = new EnvironmentRequest.Runtime(
                descriptor.ref(), descriptor.name(), finder.withVersion(descriptor, found));
    }

    Path directory() {
        return directory;
    }

    String interpreter() {
        return String.valueOf(python.interpreter().path());
    }

    /** A directory of environments with a cache of its own. */
    Path root(String name) {
        return directory.resolve("roots").resolve(name);
    }

    /** A list of packages in a file. */
    Path list(String requirements) throws IOException {
        return Files.writeString(directory.resolve("list.txt"), requirements);
    }

    /** The environment of a pack with this list, built where it is not there, from the question to the end of its use. */
    Path get(Path root, String name, String requirements, Installer installer) throws Exception {
        Path pack = directory.resolve("packs").resolve(name);
        Path list = pack.resolve("requirements.txt");
        if (!Files.exists(list)) {
            Files.createDirectories(pack);
            Files.writeString(list, requirements);
        } else if (!Files.readString(list).equals(requirements)) {
            throw new IllegalArgumentException("the pack " + name + " asks for something else");
        }
        InstallSettings settings =
                InstallSettings.defaults().withTools(new InstallSettings.Tools(installer, null, List.of()));
        EnvironmentOrder order = new EnvironmentOrder(
                "benchmark-" + count.incrementAndGet(),
                null,
                InstallerCredentials.none(),
                BuildListener.silent(),
                false);
        try (Lease lease = RunServices.shared()
                .environments()
                .acquire(new EnvironmentRequest(root, name, pack, python, settings), order)
                .get(InstallSettings.Limits.DEFAULT_BUILD.toMinutes(), TimeUnit.MINUTES)
                .orElseThrow()) {
            return lease.directory();
        }
    }

    @Override
    public void close() throws IOException {
        RunServices.shared().environments().settled().join();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
