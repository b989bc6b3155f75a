package io.jenkins.plugins.attune.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.attune.engine.execution.ActionRun;
import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.execution.RunServices;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.run.AskedLimits;
import io.jenkins.plugins.attune.engine.run.LimitPolicy;
import io.jenkins.plugins.attune.engine.run.RunCall;
import io.jenkins.plugins.attune.engine.run.RunPlan;
import io.jenkins.plugins.attune.engine.run.RunResult;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

/** What the engine costs: {@code core.noop} from the plan to its result, against starting the same script directly. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class LaunchBenchmark {
    private PackCatalog catalog;
    private Path core;
    private Path root;

    /** Loads the core pack, as a controller has it at hand. */
    @Setup
    public void prepare() throws Exception {
        root = Files.createTempDirectory("attune-benchmark");
        root.toFile().deleteOnExit();
        core = PackArchive.core().installBelow(root.resolve("packs"));
        LoadedPack loaded = new PackLoader(List.of()).load(PackSnapshot.of(core));
        catalog = new PackCatalog(List.of(loaded));
    }

    /** The script by hand: clean environment, both streams read, exit status. */
    @Benchmark
    public int direct() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/bash", core.resolve("actions/noop.sh").toString())
                .directory(core.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    /** The same by the engine. */
    @Benchmark
    public RunResult engine() throws Exception {
        String id = UUID.randomUUID().toString();
        RunCall call = new RunCall(
                ActionRef.parse("core.noop"),
                JsonNodeFactory.instance.objectNode(),
                Map.of(),
                new RunCall.Options(AskedLimits.none(), LimitPolicy.widest(), Map.of(), false, false));
        try (RunPlan plan = RunPlan.of(catalog, call)) {
            RunRequest request = plan.request(
                    id,
                    new RunRequest.Place(
                            core.toString(),
                            root.resolve("control").toString(),
                            root.resolve("e").toString(),
                            root.resolve("artifacts").toString()),
                    Map.of());
            End end = new End();
            ActionRun.start(request, end, RunServices.shared()).deliver(plan.document(request));
            return RunResult.of(plan.resultSpec(), id, end.outcome.get(1, TimeUnit.MINUTES));
        }
    }

    private static final class End implements RunObserver {
        private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

        @Override
        public void output(OutputStreamName stream, byte[] bytes) {
            // core.noop writes nothing
        }

        @Override
        public void leftOut(OutputStreamName stream, long bytes) {
            // likewise
        }

        @Override
        public void ended(RunOutcome result, RunFailure failure) {
            if (failure == null) {
                outcome.complete(result);
            } else {
                outcome.completeExceptionally(failure.toException());
            }
        }
    }
}
