package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.delivery.ParameterFormat;
import io.jenkins.plugins.attune.engine.pack.Action.LogRetention;
import io.jenkins.plugins.attune.engine.pack.Action.LogRetention.Policy;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackLoaderTest {
    @TempDir
    Path directory;

    @Test
    void readsWhatPublishedPacksDoWithoutAnError() {
        LoadedPack loaded = Fixtures.load(Fixtures.directory("fixture-packs/peculiar"));

        assertThat(Fixtures.shown(loaded.problems()))
                .containsExactly(
                        "actions/relative.yaml:4:14 stackstorm-runner", "actions/state.yaml:27:54 bad-default");
        Pack pack = loaded.pack();
        assertThat(pack.actions().keySet())
                .extracting(ActionRef::toString)
                .containsExactly("peculiar.flow", "peculiar.names", "peculiar.standard", "peculiar.state");
        assertThat(pack.unused()).isEqualTo(Map.of("sensors", 1, "rules", 1, "workflows", 1));
        assertThat(pack.dependencyFiles()).containsEntry("requirements.txt", "requests==2.32.0\n");
        assertThat(pack.manifest().dependencies()).isEmpty();
        assertThat(pack.manifest().about().tags()).containsExactly("test", "2026", "off");
        assertThat(pack.manifest().raw().path("house_rules").asText()).contains("kept");
    }

    @Test
    void readsEveryFieldOfAnAction() {
        Action state = peculiar("state");

        assertThat(state.program().runner()).isEqualTo("python");
        assertThat(state.program().entryPoint()).isEqualTo("shared.py");
        assertThat(state.program().version()).isEqualTo(VersionRange.parse(">=3.10"));
        assertThat(state.contract().outputFormat()).isEqualTo(OutputFormat.JSON);
        assertThat(state.limits().timeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(state.contract().parameters().property("state").orElseThrow().allowed())
                .extracting(value -> value.asText())
                .containsExactly("Off", "Running", "Paused");
        assertThat(state.file()).isEqualTo("actions/state.yaml");
    }

    @Test
    void parametersMayBeCalledLikeKeywords() {
        Action names = peculiar("names");

        assertThat(names.contract().parameters().properties())
                .extracting(Property::name)
                .containsExactly("type", "properties", "required", "default", "items", "description", "position");
        assertThat(names.program().version()).isEqualTo(VersionRange.parse("3.11"));
    }

    @Test
    void anActionWithoutMoreGetsTheDefaults() throws IOException {
        Action act =
                Fixtures.load(Fixtures.pack(directory, "")).pack().actions().get(ActionRef.parse("mine.act"));

        assertThat(act.about().enabled()).isTrue();
        assertThat(act.about().label()).isEqualTo("act");
        assertThat(act.contract().delivery()).isEqualTo(ParameterDelivery.STDIN);
        assertThat(act.contract().parameterFormat()).isEqualTo(ParameterFormat.JSON);
        assertThat(act.contract().outputFormat()).isEqualTo(OutputFormat.TEXT);
        assertThat(act.contract().parameters().isOpen()).isTrue();
        assertThat(act.limits().timeout()).isNull();
        assertThat(act.limits().retention()).isNull();
    }

    @Test
    void workflowsLoadAndDisabledActionsSayThatTheyAre() {
        assertThat(peculiar("flow").program().workflowFile()).isEqualTo("workflows/flow.yaml");
        assertThat(peculiar("standard").about().enabled()).isFalse();
        assertThat(peculiar("standard").limits().retention()).isEqualTo(new LogRetention(Policy.DAYS, 7));
    }

    @Test
    void reportsEveryProblemOfEveryFileInOneGo() {
        Path pack = Fixtures.pack(
                directory,
                "timeout: soon\nparameter_delivery: env\nparameters:\n  a: {type: int}\n  b: {pattern: '['}\n");
        Fixtures.write(pack, "actions/other.yaml", "ref: mine.other\nrunner_type: cobol\nentry_point: gone.sh\n");
        Fixtures.write(pack, "pack.yaml", "ref: mine\nversion: newest\nenabled: 1\n");

        LoadedPack loaded = Fixtures.load(pack);

        assertThat(Fixtures.shown(loaded.problems()))
                .containsExactly(
                        "actions/act.yaml:4:10 bad-timeout",
                        "actions/act.yaml:5:21 bad-delivery",
                        "actions/act.yaml:7:13 bad-schema",
                        "actions/act.yaml:8:16 bad-schema",
                        "actions/other.yaml:2:14 unknown-runner",
                        "actions/other.yaml:3:14 entry-point-not-found",
                        "pack.yaml:1:1 missing-field",
                        "pack.yaml:2:10 bad-version",
                        "pack.yaml:3:10 wrong-type");
        assertThat(loaded.pack()).isNull();
        assertThat(loaded.name()).isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log_retention_policy: weeks\\nlog_retention_limit: 3 | 4:23 bad-retention ERROR",
                "log_retention_policy: days\\nlog_retention_limit: 0  | 5:22 bad-retention ERROR",
                "log_retention_limit: 5                               | 4:1 bad-retention WARNING",
                "timeout: 0                                           | 4:10 bad-timeout ERROR",
                "timeout: -1                                          | 4:10 bad-timeout ERROR",
                "timeout: 99999999999                                 | 4:10 bad-timeout ERROR",
                "required_worker_runtimes: {cobol: '>=1'}             | 4:35 unknown-runner ERROR",
                "required_worker_runtimes: {python: y}                | 4:36 bad-runtime-version ERROR",
                "enabled: 1                                           | 4:10 wrong-type ERROR",
                "tags: [{a: b}]                                       | 4:8 wrong-type WARNING",
                "paramters: {}                                        | 4:1 unknown-field-like WARNING",
                "output: [a]                                          | 4:9 not-a-mapping ERROR",
                "parameters: {a: {enum: []}}                          | 4:24 bad-schema ERROR",
            })
    void reportsWhatIsWrongInAnAction(String more, String expected) {
        LoadedPack loaded = Fixtures.load(Fixtures.pack(directory, more.replace("\\n", "\n")));

        assertThat(loaded.problems())
                .singleElement()
                .extracting(problem ->
                        problem.line() + ":" + problem.column() + " " + problem.rule() + " " + problem.severity())
                .isEqualTo(expected);
        boolean usable = expected.endsWith("WARNING");
        assertThat(loaded.pack().actions()).hasSize(usable ? 1 : 0);
        assertThat(loaded.broken().containsKey("act")).isEqualTo(!usable);
    }

    @Test
    void saysWhyParametersNeverTravelInTheEnvironment() {
        LoadedPack loaded = Fixtures.load(Fixtures.pack(directory, "parameter_delivery: env\n"));

        assertThat(loaded.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("never travel in the environment")
                .contains("use stdin or file"));
    }

    @Test
    void anEntryPointMayBeALinkInsideThePackAndNotOutside() throws IOException {
        Path pack = Fixtures.pack(directory, "");
        Fixtures.write(directory, "outside/tool.sh", "");
        Files.createSymbolicLink(pack.resolve("actions/in.sh"), Path.of("act.sh"));
        Files.createSymbolicLink(pack.resolve("actions/out.sh"), Path.of("../../outside/tool.sh"));
        Files.createSymbolicLink(pack.resolve("actions/dir"), Path.of("../../outside"));
        action(pack, "one", "in.sh");
        action(pack, "two", "out.sh");
        action(pack, "three", "dir/tool.sh");
        action(pack, "four", "/bin/sh");
        action(pack, "five", "../pack.yaml");

        LoadedPack loaded = Fixtures.load(pack);

        assertThat(loaded.broken()).containsOnlyKeys("two", "three", "four");
        assertThat(loaded.problems()).extracting(Problem::rule).containsOnly("entry-point-outside");
        assertThat(loaded.pack()
                        .actions()
                        .get(ActionRef.parse("mine.five"))
                        .program()
                        .entryPoint())
                .isEqualTo("../pack.yaml");
    }

    @Test
    void namesTheFileThatMayBeMeant() {
        Path pack = Fixtures.pack(directory, "");
        action(pack, "one", "atc.sh");

        assertThat(Fixtures.load(pack).problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("perhaps 'actions/act.sh'"));
    }

    @Test
    void thePacksOwnRuntimesComeBeforeTheBuiltInOnes() {
        Path pack = Fixtures.pack(directory, "");
        Fixtures.write(pack, "runtimes/cobol.yaml", "ref: mine.cobol\nname: COBOL\naliases: [cobol]\n");
        Fixtures.write(pack, "actions/c.yaml", "ref: mine.c\nrunner_type: cobol\nentry_point: act.sh\n");

        LoadedPack loaded = Fixtures.load(pack);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.pack().runtimes()).extracting(RuntimeDescriptor::ref).containsExactly("mine.cobol");
    }

    @Test
    void aBrokenDescriptorOrPolicyLeavesTheActionsUsable() {
        Path pack = Fixtures.pack(directory, "");
        Fixtures.write(pack, "runtimes/x.yaml", "name: X\n");
        Fixtures.write(pack, "policies/p.yaml", "a: [\n");

        LoadedPack loaded = Fixtures.load(pack);

        assertThat(Fixtures.shown(loaded.problems()))
                .containsExactly("policies/p.yaml:2:1 yaml-syntax", "runtimes/x.yaml:1:1 missing-field");
        assertThat(loaded.pack().actions()).hasSize(1);
    }

    @Test
    void whatWasLeftOutBecomesAProblem() {
        Path pack = Fixtures.pack(directory, "# " + "x".repeat(SnapshotWalk.MAX_YAML_BYTES));

        LoadedPack loaded = Fixtures.load(pack);

        assertThat(Fixtures.shown(loaded.problems())).containsExactly("actions/act.yaml file-too-large");
        assertThat(loaded.broken()).containsOnlyKeys("act");
    }

    @Test
    void aPackOfTooManyFilesIsUnusable() throws IOException {
        PackSnapshot whole = PackSnapshot.of(Fixtures.pack(directory, ""));
        PackSnapshot.Truncation truncation =
                new PackSnapshot.Truncation("", PackSnapshot.Truncation.Reason.TOO_MANY_FILES);
        PackSnapshot cut = new PackSnapshot(whole.location(), whole.metadata(), whole.entries(), List.of(truncation));

        LoadedPack loaded = Fixtures.loader().load(cut);

        assertThat(Fixtures.shown(loaded.problems())).containsExactly("pack.yaml too-many-files");
        assertThat(loaded.pack()).isNull();
    }

    @Test
    void aDirectoryWithoutManifestIsNamedByItsDirectory() throws IOException {
        Fixtures.write(directory, "odd/readme", "");

        LoadedPack loaded = Fixtures.load(directory.resolve("odd"));

        assertThat(Fixtures.shown(loaded.problems())).containsExactly("pack.yaml missing-manifest");
        assertThat(loaded.name()).isEqualTo("odd");
    }

    @Test
    void theProblemsOfOnePackAreBounded() {
        StringBuilder parameters = new StringBuilder("parameters:\n");
        for (int i = 0; i < ProblemList.MAX_PROBLEMS; i++) {
            parameters.append("  p").append(i).append(": {type: x, minimum: x}\n");
        }

        LoadedPack loaded = Fixtures.load(Fixtures.pack(directory, parameters.toString()));

        assertThat(loaded.problems()).hasSize(ProblemList.MAX_PROBLEMS + 1);
        assertThat(loaded.problems()).extracting(Problem::rule).contains("too-many-problems");
        assertThat(loaded.pack().actions()).isEmpty();
    }

    @Test
    void oldPacksOfStackStormAreKnownByTheirName() {
        Path pack = Fixtures.pack(directory, "");
        Fixtures.write(pack, "pack.yaml", "name: mine\nversion: 1.2.3\n");

        assertThat(Fixtures.load(pack).pack().ref()).isEqualTo("mine");
    }

    private static Action peculiar(String name) {
        return Fixtures.load(Fixtures.directory("fixture-packs/peculiar"))
                .pack()
                .actions()
                .get(new ActionRef("peculiar", name));
    }

    private static void action(Path pack, String name, String entryPoint) {
        Fixtures.write(
                pack,
                "actions/" + name + ".yaml",
                "ref: mine." + name + "\nrunner_type: shell\nentry_point: " + entryPoint + "\n");
    }
}
