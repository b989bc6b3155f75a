package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.environment.Lease;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.HelperLibrary;
import io.jenkins.plugins.attune.engine.execution.ProcessEnvironment;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs what one pack declares as its tests. */
final class PackTests {
    private final Surroundings surroundings;
    private final List<RuntimeDescriptor> builtIn;
    private final PackEnvironments environments;
    private final TestReport report;

    PackTests(
            Surroundings surroundings,
            List<RuntimeDescriptor> builtIn,
            PackEnvironments environments,
            TestReport report) {
        this.surroundings = surroundings;
        this.builtIn = builtIn;
        this.environments = environments;
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
        PackEnvironments.Wanted wanted =
                new PackEnvironments.Wanted(pack, runtime.get(), versions(pack, runtime.get()));
        try (PackEnvironments.Prepared prepared = environments.prepare(wanted, true)) {
            Path directory = prepared.environment().map(Lease::pack).orElse(Path.of(pack.location()));
            List<String> command = SuiteCommand.of(suite, prepared.started(), directory);
            Map<String, String> variables = variables(prepared, directory);
            SuiteRun.Result result = new SuiteRun(directory, variables).run(command, suite.timeout());
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

    /** The environment of a run, so that tests do not pass for the wrong reason. */
    private Map<String, String> variables(PackEnvironments.Prepared prepared, Path directory) throws IOException {
        ProcessEnvironment variables = new ProcessEnvironment(surroundings::variable);
        Map<String, String> templates = new TreeMap<>(Map.of("pack_dir", directory.toString()));
        prepared.environment().ifPresent(lease -> {
            templates.put("env_dir", lease.directory().toString());
            lease.programs().forEach(programs -> variables.prepend("PATH", programs.toString()));
        });
        return variables
                .apply(prepared.interpreter().launch().env(), templates)
                .withAll(Map.of(HelperLibrary.VARIABLE, helpers()))
                .variables();
    }

    /** What most actions of this runtime ask for: a suite itself has no way to say it. */
    private static VersionRange versions(Pack pack, RuntimeDescriptor runtime) {
        return pack.actions().values().stream()
                .filter(action -> runtime.answersTo(action.program().runner()))
                .map(action -> action.program().version())
                .filter(range -> !range.equals(VersionRange.any()))
                .findFirst()
                .orElse(VersionRange.any());
    }
}
