package io.jenkins.plugins.attune.benchmarks;

import io.jenkins.plugins.attune.engine.environment.BuildListener;
import io.jenkins.plugins.attune.engine.environment.EnvironmentOrder;
import io.jenkins.plugins.attune.engine.environment.EnvironmentRequest;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.environment.InstallerCredentials;
import io.jenkins.plugins.attune.engine.environment.Lease;
import io.jenkins.plugins.attune.engine.execution.RunServices;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an environment costs: found when it is ready, and built when it is not, against {@code python3 -m venv}.
 *
 * <p>Without packages, so that no index is measured.
 */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(1)
public class EnvironmentBenchmark {
    private final AtomicLong count = new AtomicLong();
    private Path root;
    private EnvironmentRequest warm;
    private EnvironmentRequest.Runtime python;

    /** Builds the one environment that is then found. */
    @Setup
    public void prepare() throws Exception {
        root = Files.createTempDirectory("attune-benchmark");
        RuntimeDescriptor descriptor = new PackLoader(List.of())
                .load(PackArchive.core().snapshot()).pack().runtimes().stream()
                        .filter(runtime -> runtime.answersTo("python"))
                        .findFirst()
                        .orElseThrow();
        InterpreterFinder finder = new InterpreterFinder();
        Interpreter found = finder.find(descriptor, VersionRange.any(), System.getenv("PATH"));
        python = new EnvironmentRequest.Runtime(
                descriptor.ref(), descriptor.name(), finder.withVersion(descriptor, found));
        warm = request("warm");
        get(warm);
    }

    /** A ready environment, from the question to the end of its use. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @Warmup(iterations = 2, time = 2)
    @Measurement(iterations = 3, time = 2)
    public Path warm() throws Exception {
        return get(warm);
    }

    /** A pack that nobody has used before. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 3)
    @Measurement(iterations = 15)
    public Path cold() throws Exception {
        return get(request("cold" + count.incrementAndGet()));
    }

    /** What people do by hand. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 1)
    @Measurement(iterations = 5)
    public int venv() throws Exception {
        Path place = root.resolve("venv" + count.incrementAndGet());
        return new ProcessBuilder(String.valueOf(python.interpreter().path()), "-m", "venv", place.toString())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private EnvironmentRequest request(String name) throws Exception {
        Path pack = Files.createDirectories(root.resolve("packs").resolve(name));
        Files.writeString(pack.resolve("requirements.txt"), "# none\n");
        return new EnvironmentRequest(root.resolve("e"), name, pack, python, InstallSettings.defaults());
    }

    private Path get(EnvironmentRequest request) throws Exception {
        EnvironmentOrder order = new EnvironmentOrder(
                "benchmark-" + count.incrementAndGet(),
                null,
                InstallerCredentials.none(),
                BuildListener.silent(),
                false);
        try (Lease lease = RunServices.shared()
                .environments()
                .acquire(request, order)
                .get(1, TimeUnit.MINUTES)
                .orElseThrow()) {
            return lease.directory();
        }
    }
}
