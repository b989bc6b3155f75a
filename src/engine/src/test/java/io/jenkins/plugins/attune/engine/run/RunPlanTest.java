package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.ParameterDocument;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.ActionNotRunnableException;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.error.UnknownActionException;
import io.jenkins.plugins.attune.engine.execution.DocumentFrame;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunPlanTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final RunRequest.Place PLACE = new RunRequest.Place("/pack", "/control", "/envs", "/artifacts");

    @TempDir
    Path root;

    private PackCatalog catalog;

    @BeforeEach
    void load() throws Exception {
        Files.createDirectories(root.resolve("actions"));
        Files.writeString(root.resolve("actions/main.py"), "");
        Files.writeString(root.resolve("pack.yaml"), "ref: demo\nlabel: Demo\nversion: 1.0.0\n");
        Files.writeString(root.resolve("requirements.txt"), "# nothing yet\n");
        action(
                "sign",
                "timeout: 90",
                "parameter_delivery: file",
                "parameters:",
                "  text: {type: string, required: true}",
                "  key: {type: string, secret: true}",
                "  login: {type: object, secret: true}",
                "output_format: json",
                "output_schema: {status: {type: integer, required: true}}");
        action("off", "enabled: false");
        action("flow", "workflow_file: flow.yaml");
        reload();
    }

    @Test
    void requestCarriesEverythingButTheParameters() throws Exception {
        SecretValue key = secret("s3cr3t");
        try (RunPlan plan = RunPlan.of(catalog, call("demo.sign", "{\"text\": \"hello\"}", Map.of("key", key)))) {
            RunRequest request = plan.request("id-1", PLACE, Map.of("BUILD_URL", "http://x/"));

            assertThat(request.variables())
                    .containsEntry("ATTUNE_ACTION", "demo.sign")
                    .containsEntry("ATTUNE_PACK_REF", "demo")
                    .containsEntry("ATTUNE_EXECUTION_ID", "id-1")
                    .containsEntry("ATTUNE_PARAMETER_DELIVERY", "file")
                    .containsEntry("ATTUNE_PARAMETER_FORMAT", "json")
                    .containsEntry("BUILD_URL", "http://x/");
            assertThat(request.program().parameterFile()).isTrue();
            assertThat(request.limits().timeout()).isEqualTo(Duration.ofSeconds(90));
            assertThat(serialized(request)).doesNotContain("s3cr3t").doesNotContain("hello");
            assertThat(plan.document(request)).asString().isEqualTo("{\"key\":\"s3cr3t\",\"text\":\"hello\"}");
        }
    }

    @Test
    void callersTimeLimitWins() throws Exception {
        RunCall.Options options =
                options(AskedLimits.none().withTimeout(Duration.ofSeconds(5)).withStreamBytes(8192L), Map.of());
        ObjectNode none = MAPPER.createObjectNode();
        try (RunPlan plan = RunPlan.of(catalog, new RunCall(ActionRef.parse("core.noop"), none, Map.of(), options))) {
            assertThat(plan.limits().timeout()).isEqualTo(Duration.ofSeconds(5));
            assertThat(plan.limits().streamBytes()).isEqualTo(8192);
        }
    }

    @Test
    void structuredSecretIsMergedAsStructure() throws Exception {
        SecretValue login = secret("{\"user\": \"u\"}");
        try (RunPlan plan = RunPlan.of(catalog, call("demo.sign", "{\"text\": \"t\"}", Map.of("login", login)))) {
            assertThat(plan.document(plan.request("id-1", PLACE, Map.of())))
                    .asString()
                    .isEqualTo("{\"login\":{\"user\":\"u\"},\"text\":\"t\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json   | {\"cert\":\"/control/id-1/files/p1\",\"text\":\"/control/id-1/files/p2\",\"token\":\"t\"}",
                "yaml   | \"cert\": \"/control/id-1/files/p1\"\\n\"text\": \"/control/id-1/files/p2\"\\n\"token\": \"t\"",
                "dotenv | cert='/control/id-1/files/p1'\\ntext='/control/id-1/files/p2'\\ntoken='t'"
            })
    void parameterOfItsOwnFileIsItsPathInTheDocument(String format, String document) throws Exception {
        action(
                "mixed",
                "parameter_format: " + format,
                "parameters:",
                "  token: {type: string, secret: true}",
                "  cert: {type: string, secret: true, delivery: file}",
                "  text: {type: string, delivery: file}",
                "  absent: {type: string, delivery: file}");
        reload();
        byte[] binary = {(byte) 0xFF, 0, '\n'};
        Map<String, SecretValue> secrets = Map.of("token", secret("t"), "cert", SecretValue.taking(binary.clone()));
        try (RunPlan plan = RunPlan.of(catalog, call("demo.mixed", "{\"text\": \"é\"}", secrets))) {
            byte[] expected = DocumentFrame.withFiles(
                    document.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8),
                    List.of(binary, "é".getBytes(StandardCharsets.UTF_8)));

            assertThat(plan.document(plan.request("id-1", PLACE, Map.of()))).isEqualTo(expected);
            assertThat(serialized(plan.request("id-1", PLACE, Map.of()))).doesNotContain("é");
        }
    }

    @Test
    void parametersInFilesOfTheirOwnAreBoundedTogether() throws Exception {
        action(
                "large",
                "parameters:",
                "  one: {type: string, secret: true, delivery: file}",
                "  two: {type: string, secret: true, delivery: file}");
        reload();
        Map<String, SecretValue> secrets = Map.of(
                "one", SecretValue.taking(new byte[ParameterDocument.MAX_FILE_BYTES]),
                "two", SecretValue.taking(new byte[1]));
        try (RunPlan plan = RunPlan.of(catalog, call("demo.large", "{}", secrets))) {
            assertThatThrownBy(() -> plan.document(plan.request("id-1", PLACE, Map.of())))
                    .isInstanceOf(InvalidParametersException.class)
                    .hasMessageContaining("67108865 bytes together, more than 67108864");
        }
    }

    @Test
    void secretThatIsNoTextIsBase64InTheDocument() throws Exception {
        Map<String, SecretValue> secrets = Map.of("key", SecretValue.taking(new byte[] {(byte) 0xFF, 'x'}));
        try (RunPlan plan = RunPlan.of(catalog, call("demo.sign", "{\"text\": \"t\"}", secrets))) {
            assertThat(plan.document(plan.request("id-1", PLACE, Map.of())))
                    .asString()
                    .isEqualTo("{\"key\":\"/3g=\",\"text\":\"t\"}");
        }
    }

    @Test
    void secretThatIsTooShortOrTooLongToBeHiddenIsToldByName() throws Exception {
        assertThat(warnings(Map.of("key", secret("abc"), "login", secret("{}"))))
                .singleElement()
                .asString()
                .contains("'login'", "fewer than 3 bytes");
        assertThat(warnings(Map.of("key", secret("x".repeat(65_537)))))
                .singleElement()
                .asString()
                .contains("'key'", "more than 65536 bytes");
    }

    @Test
    void literalForSecretIsASecretAndWarnedOfWhereTheAdministratorAllowsIt() throws Exception {
        RunCall.Options options = new RunCall.Options(AskedLimits.none(), LimitPolicy.widest(), Map.of(), false, true);
        ObjectNode parameters = (ObjectNode)
                MAPPER.readTree("{\"text\": \"t\", \"key\": \"s3cr3t\", \"login\": {\"user\": \"u\", \"pin\": 1234}}");
        RunPlan plan = RunPlan.of(catalog, new RunCall(ActionRef.parse("demo.sign"), parameters, Map.of(), options));

        assertThat(plan.warnings()).hasSize(2).allMatch(text -> !text.contains("s3cr3t") && !text.contains("1234"));
        assertThat(plan.warnings().get(0)).contains("'key'", "credentials: [key: '<credential id>']", "--secret key=");
        assertThat(SecretMask.of(plan.literals()).text("s3cr3t 1234 t")).isEqualTo("**** **** t");
        assertThat(plan.document(plan.request("id-1", PLACE, Map.of())))
                .asString()
                .isEqualTo("{\"key\":\"s3cr3t\",\"login\":{\"user\":\"u\",\"pin\":1234},\"text\":\"t\"}");
        plan.close();
        assertThat(plan.literals()).allSatisfy(literal -> assertThatThrownBy(() -> literal.withBytes(b -> b))
                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void secretsAreWipedWhenThePlanClosesAndWhenThereIsNone() throws Exception {
        SecretValue used = secret("s3cr3t");
        RunPlan.of(catalog, call("demo.sign", "{\"text\": \"t\"}", Map.of("key", used)))
                .close();
        SecretValue refused = secret("s3cr3t");
        assertThatThrownBy(() -> RunPlan.of(catalog, call("demo.sign", "{}", Map.of("key", refused))))
                .isInstanceOf(InvalidParametersException.class);

        assertThatThrownBy(() -> used.withBytes(b -> b)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> refused.withBytes(b -> b)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void variableThatHoldsSomethingHiddenIsRefusedInWhateverForm() throws Exception {
        try (SecretValue secret = SecretValue.taking("bound/secret".getBytes(StandardCharsets.UTF_8));
                SecretMask mask = SecretMask.of(List.of(secret))) {
            UserVariables.requireNoSecret(Map.of("FINE", "bound"), mask);
            for (String value : List.of("x bound/secret y", "bound%2Fsecret", "Ym91bmQvc2VjcmV0")) {
                assertThatThrownBy(() -> UserVariables.requireNoSecret(Map.of("PROXY", value), mask))
                        .isInstanceOf(InvalidParametersException.class)
                        .hasMessageContaining("'PROXY'")
                        .hasMessageNotContaining(value);
            }
        }
    }

    @Test
    void literalForSecretIsRefusedWithoutItsValue() {
        assertThatThrownBy(() ->
                        RunPlan.of(catalog, call("demo.sign", "{\"text\": \"t\", \"key\": \"s3cr3t\"}", Map.of())))
                .isInstanceOf(InvalidParametersException.class)
                .satisfies(e -> assertThat(((AttuneException) e).describe())
                        .contains("credentials: [key: '<credential id>']", "--secret key=file:PATH")
                        .doesNotContain("s3cr3t"));
    }

    @ParameterizedTest
    @CsvSource({"demo.off, disabled", "demo.flow, Jenkinsfile"})
    void disabledActionsAndWorkflowsAreRefused(String ref, String word) {
        assertThatThrownBy(() -> RunPlan.of(catalog, call(ref, "{}", Map.of())))
                .isInstanceOf(ActionNotRunnableException.class)
                .satisfies(e -> assertThat(((AttuneException) e).describe()).contains(word));
    }

    @Test
    void unknownActionIsToldWithTheNearest() {
        assertThatThrownBy(() -> RunPlan.of(catalog, call("core.ecko", "{}", Map.of())))
                .isInstanceOf(UnknownActionException.class)
                .satisfies(e -> assertThat(((AttuneException) e).describe()).contains("core.echo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTUNE_API_TOKEN",
                "attune_x",
                "LD_PRELOAD",
                "LD_LIBRARY_PATH",
                "DYLD_INSERT_LIBRARIES",
                "BASH_ENV",
                "NODE_OPTIONS",
                "PYTHONSTARTUP",
                "A-B",
                "A B",
                "1A",
                "",
                "A\nB"
            })
    void dangerousVariablesAreRefused(String name) {
        RunCall.Options options = options(AskedLimits.none(), Map.of(name, "x"));

        assertThatThrownBy(() -> RunPlan.of(
                        catalog,
                        new RunCall(ActionRef.parse("core.noop"), MAPPER.createObjectNode(), Map.of(), options)))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("environment variable");
    }

    @Test
    void variableThatHoldsASecretIsRefusedByName() throws Exception {
        RunCall.Options options = options(AskedLimits.none(), Map.of("URL", "x:s3cr3t@h"));
        ObjectNode parameters = (ObjectNode) MAPPER.readTree("{\"text\": \"t\"}");

        assertThatThrownBy(() -> RunPlan.of(
                        catalog,
                        new RunCall(
                                ActionRef.parse("demo.sign"), parameters, Map.of("key", secret("s3cr3t")), options)))
                .isInstanceOf(InvalidParametersException.class)
                .satisfies(e -> assertThat(((AttuneException) e).describe())
                        .contains("URL")
                        .doesNotContain("s3cr3t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\": 1}            | {status=1} | succeeded      | ",
                "noise\\n{\"status\": 1}\\n | {status=1} | succeeded      | ",
                "{\"status\": \"x\"}        | {status=x} | invalid_output | /status",
                "not json                   |            | invalid_output | not valid JSON",
                "{\"status\": 1, \"status\": 2} |        | invalid_output | Duplicate",
                "{\"status\": NaN}          |            | invalid_output | not valid JSON",
                "''                         |            | invalid_output | wrote none",
            })
    void resultIsReadAndChecked(String stdout, String output, String status, String warning) throws Exception {
        RunCall.Options strict = new RunCall.Options(AskedLimits.none(), LimitPolicy.widest(), Map.of(), true, false);
        ObjectNode parameters = (ObjectNode) MAPPER.readTree("{\"text\": \"t\"}");
        RunCall call = new RunCall(ActionRef.parse("demo.sign"), parameters, Map.of(), strict);
        try (RunPlan plan = RunPlan.of(catalog, call)) {
            RunResult result = RunResult.of(plan.resultSpec(), "id", outcome(0, stdout.replace("\\n", "\n")));

            assertThat(String.valueOf(result.toMap(1000).get("output"))).isEqualTo(String.valueOf(output));
            assertThat(result.status()).hasToString(status);
            assertThat(String.join("; ", result.warnings())).contains(warning == null ? "" : warning);
        }
    }

    @Test
    void failedActionKeepsItsResultAndIsNotBlamedForItsShape() throws Exception {
        try (RunPlan plan = RunPlan.of(catalog, call("demo.sign", "{\"text\": \"t\"}", Map.of()))) {
            RunResult result = RunResult.of(plan.resultSpec(), "id", outcome(4, "{\"error\": \"e\"}"));

            assertThat(result.status()).isEqualTo(RunStatus.FAILED);
            assertThat(result.exitCode()).isEqualTo(4);
            assertThat(result.warnings()).isEmpty();
            assertThat(result.toMap(1000).get("output")).isEqualTo(Map.of("error", "e"));
        }
    }

    @Test
    void resultShowsTheEndOfLongStreamsInWholeCharacters() throws Exception {
        try (RunPlan plan = RunPlan.of(catalog, call("core.noop", "{}", Map.of()))) {
            Map<String, Object> map =
                    RunResult.of(plan.resultSpec(), "id", outcome(0, "aé€x")).toMap(3);

            assertThat(map.get("stdout")).isEqualTo("x");
            assertThat(map.get("truncated")).hasToString("{stdoutBytes=4, stderrBytes=0}");
        }
    }

    private List<String> warnings(Map<String, SecretValue> secrets) throws Exception {
        try (RunPlan plan = RunPlan.of(catalog, call("demo.sign", "{\"text\": \"t\"}", secrets))) {
            return plan.warnings();
        }
    }

    private void reload() throws Exception {
        LoadedPack core = new PackLoader(List.of()).load(PackArchive.core().snapshot());
        catalog = new PackCatalog(List.of(new PackLoader(core.pack().runtimes()).load(PackSnapshot.of(root)), core));
    }

    private void action(String name, String... lines) throws Exception {
        Files.writeString(
                root.resolve("actions/" + name + ".yaml"),
                "ref: demo." + name + "\nlabel: " + name + "\nrunner_type: python\nentry_point: main.py\n"
                        + String.join("\n", lines) + "\n");
    }

    private static RunOutcome outcome(int exitCode, String stdout) {
        byte[] bytes = stdout.getBytes(StandardCharsets.UTF_8);
        RunOutcome.Captured empty = new RunOutcome.Captured(new byte[0], new byte[0], 0, 0, false);
        return new RunOutcome(
                RunOutcome.End.EXITED,
                exitCode,
                new RunOutcome.Captured(bytes, bytes, bytes.length, 0, false),
                empty,
                1,
                2);
    }

    private static RunCall call(String ref, String parameters, Map<String, SecretValue> secrets) throws Exception {
        return new RunCall(
                ActionRef.parse(ref),
                (ObjectNode) MAPPER.readTree(parameters),
                secrets,
                options(AskedLimits.none(), Map.of()));
    }

    private static SecretValue secret(String text) {
        return SecretValue.of(text.toCharArray());
    }

    private static String serialized(RunRequest request) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(request);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static RunCall.Options options(AskedLimits limits, Map<String, String> variables) {
        return new RunCall.Options(limits, LimitPolicy.widest(), variables, false, false);
    }
}
