package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.HelperLibrary;
import io.jenkins.plugins.attune.engine.execution.ProcessEnvironment;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs what one pack declares as its tests. */
final class PackTests {
    private final Surroundings surroundings;
    private final List<RuntimeDescriptor> builtIn;
    private final TestReport report;

    PackTests(Surroundings surroundings, List<RuntimeDescriptor> builtIn, TestReport report) {
        this.surroundings = surroundings;
        this.builtIn = builtIn;
        this.report = report;
    }

    void run(LoadedPack loaded) throws IOException, InterruptedException {
        Pack pack = loaded.pack();
        if (pack == null || loaded.hasErrors()) {
            report.failed(
                    loaded.name(),
                    "the pack is broken, see: attune validate " + surroundings.shown(loaded.location()),
                    null);
            report.block();
            if (pack == null) {
                return;
            }
        }
        TestPlan plan = TestPlan.of(pack.manifest().raw());
        if (!plan.enabled()) {
            report.skipped(pack.ref(), "its tests are switched off (testing.enabled)");
            return;
        }
        if (plan.suites().isEmpty()) {
            report.skipped(pack.ref(), "it declares no tests");
            return;
        }
        int passed = 0;
        for (TestPlan.Suite suite : plan.suites()) {
            passed += run(pack, suite) ? 1 : 0;
        }
        if (passed < plan.suites().size() * plan.minPassRate() && plan.blocking()) {
            report.block();
        }
    }

    private boolean run(Pack pack, TestPlan.Suite suite) throws IOException, InterruptedException {
        Optional<RuntimeDescriptor> runtime = Stream.concat(pack.runtimes().stream(), builtIn.stream())
                .filter(descriptor -> descriptor.answersTo(suite.runtime()))
                .findFirst();
        if (runtime.isEmpty()) {
            report.failed(pack.ref(), suite + ": nobody describes the runtime " + suite.runtime(), null);
            return false;
        }
        noteDependencies(pack, runtime.get());
        try {
            // The environment of a run, so that tests do not pass for the wrong reason.
            ProcessEnvironment environment = new ProcessEnvironment(surroundings::variable);
            Interpreter interpreter = new InterpreterFinder()
                    .find(
                            runtime.get(),
                            VersionRange.any(),
                            environment.variables().get("PATH"));
            List<String> command = SuiteCommand.of(suite, interpreter, Path.of(pack.location()));
            Map<String, String> variables = environment
                    .apply(interpreter.launch().env(), Map.of("pack_dir", pack.location()))
                    .withAll(Map.of(HelperLibrary.VARIABLE, helpers()))
                    .variables();
            SuiteRun.Result result = new SuiteRun(Path.of(pack.location()), variables).run(command, suite.timeout());
            return tell(pack.ref(), suite, result);
        } catch (AttuneException e) {
            report.failed(pack.ref(), suite + ": " + e.describe(), null);
            return false;
        }
    }

    private String helpers() throws IOException {
        Path cache = new RunDirectories(surroundings).cache();
        return HelperLibrary.beside(cache.resolve("environments")).toString();
    }

    private boolean tell(String pack, TestPlan.Suite suite, SuiteRun.Result result) {
        if (result.passed()) {
            report.passed(pack, suite, result.millis());
            return true;
        }
        String how = result.timedOut()
                ? "not done within " + Quantities.shown(suite.timeout()) + ", and stopped"
                : "exit code " + result.exitCode();
        report.failed(pack, suite + ": " + how, result.output());
        return false;
    }

    private void noteDependencies(Pack pack, RuntimeDescriptor runtime) {
        RuntimeDescriptor.Dependencies dependencies = runtime.launch().dependencies();
        if (dependencies != null && pack.dependencyFiles().containsKey(dependencies.manifestFile())) {
            report.note(
                    pack.ref(),
                    "it has a " + dependencies.manifestFile()
                            + ", and environments are not built yet: the tests run with what the interpreter has");
        }
    }
}
