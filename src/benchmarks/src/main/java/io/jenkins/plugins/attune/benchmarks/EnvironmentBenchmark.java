package io.jenkins.plugins.attune.benchmarks;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Installer;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an environment costs: found when it is ready, and built when it is not, against {@code python3 -m venv}.
 *
 * <p>Without packages, so that no index is measured; {@link EnvironmentFigures} measures those.
 */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(1)
public class EnvironmentBenchmark {
    private static final String NOTHING = "# none\n";

    private final AtomicLong count = new AtomicLong();
    private EnvironmentRig rig;
    private ByHand byHand;

    /** Builds the one environment that is then found. */
    @Setup
    public void prepare() throws Exception {
        rig = new EnvironmentRig(Files.createTempDirectory("attune-benchmark"));
        byHand = new ByHand(rig.directory().resolve("by-hand"), rig.interpreter());
        get("warm");
    }

    /** Removes everything. */
    @TearDown
    public void clear() throws Exception {
        rig.close();
    }

    /** A ready environment, from the question to the end of its use. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @Warmup(iterations = 2, time = 2)
    @Measurement(iterations = 3, time = 2)
    public Path warm() throws Exception {
        return get("warm");
    }

    /** A pack that nobody has used before. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 3)
    @Measurement(iterations = 15)
    public Path cold() throws Exception {
        return get("cold" + count.incrementAndGet());
    }

    /** What people do by hand. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 1)
    @Measurement(iterations = 5)
    public void venv() throws Exception {
        byHand.venv("venv" + count.incrementAndGet());
    }

    private Path get(String name) throws Exception {
        return rig.get(rig.root("e"), name, NOTHING, Installer.PIP);
    }
}
