package io.jenkins.plugins.attune.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.YamlReader;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.EnvVar;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.EnvVar.Operation;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.VersionEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuntimeDescriptorReaderTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void readsEverythingADescriptorSays() throws IOException {
        RuntimeDescriptor python = fixture("python");

        assertThat(python.ref()).isEqualTo("core.python");
        assertThat(python.probes()).extracting(Probe::binary).containsExactly("python3", "python");
        assertThat(python.alwaysAvailable()).isFalse();
        assertThat(python.launch().binary()).isEqualTo("python3");
        assertThat(python.launch().args()).containsExactly("-u");
        assertThat(python.launch().extension()).isEqualTo(".py");
        assertThat(python.launch().env())
                .containsEntry("PYTHONUNBUFFERED", new EnvVar(Operation.SET, "1", ":"))
                .containsEntry("PYTHONPATH", new EnvVar(Operation.PREPEND, "{pack_dir}/lib", ":"));
        assertThat(python.launch().environment().kind()).isEqualTo("virtualenv");
        assertThat(python.launch().environment().interpreterPath()).isEqualTo("{env_dir}/bin/python3");
        assertThat(python.launch().dependencies().manifestFile()).isEqualTo("requirements.txt");
        assertThat(problems).isEmpty();
    }

    @Test
    void versionsReplaceTheLaunchOrKeepTheParents() throws IOException {
        RuntimeDescriptor python = fixture("python");

        assertThat(python.versions()).extracting(VersionEntry::version).containsExactly("3.10", "3.12");
        assertThat(python.versions().get(0).launch().binary()).isEqualTo("python3.10");
        assertThat(python.versions().get(0).launch().environment()).isNull();
        assertThat(python.versions().get(1).launch()).isEqualTo(python.launch());
        assertThat(python.versions().get(1).isDefault()).isTrue();
    }

    @Test
    void aRuntimeWithoutInterpreterStartsTheEntryPointItself() throws IOException {
        RuntimeDescriptor nativeRuntime = fixture("native");

        assertThat(nativeRuntime.launch().binary()).isNull();
        assertThat(nativeRuntime.alwaysAvailable()).isTrue();
    }

    @Test
    void answersToItsNameAndAliasesInAnyCase() throws IOException {
        RuntimeDescriptor shell = fixture("shell");

        assertThat(List.of("shell", "BASH", "sh", "core.shell", "Shell")).allMatch(shell::answersTo);
        assertThat(shell.answersTo("zsh")).isFalse();
        assertThat(RuntimeDescriptor.none().answersTo("shell")).isFalse();
    }

    @Test
    void travelsToAnAgentUnchanged() throws IOException, ClassNotFoundException {
        RuntimeDescriptor python = fixture("python");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(python);
            out.writeObject(VersionRange.parse(">=3.10"));
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(python);
            assertThat(in.readObject()).isEqualTo(VersionRange.parse(">=3.10"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: X                                                                  | 1:1 missing-field",
                "ref: a.x\\nversions: [{version: many}]                                   | 2:22 bad-version",
                "ref: a.x\\nversions: [{is_default: true}]                                | 2:12 missing-field",
                "ref: a.x\\ndistributions: {verification: {commands: [{args: []}]}}       | 2:43 missing-field",
                "ref: a.x\\nexecution_config: {env_vars: {A-B: x}}                        | 2:36 bad-env",
                "ref: a.x\\nexecution_config: {env_vars: {A: {operation: drop}}}          | 2:46 bad-env",
                "ref: a.x\\nexecution_config: {interpreter: python}                       | 2:33 wrong-type",
                "ref: a.x\\naliases: py                                                   | 2:10 wrong-type",
                "ref: a.x\\ndistributions: {verification: {commands: [{binary: x, pattern: '['}]}} | 2:64 bad-pattern",
                "[]                                                                       | 1:1 not-a-mapping",
            })
    void reportsWhatIsWrongAtItsPlace(String yaml, String expected) {
        assertThat(read(yaml.replace("\\n", "\n"))).isEmpty();

        assertThat(problems)
                .singleElement()
                .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.rule())
                .isEqualTo(expected);
    }

    private RuntimeDescriptor fixture(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/fixture-packs/core/runtimes/" + name + ".yaml")) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).orElseThrow();
        }
    }

    private Optional<RuntimeDescriptor> read(String yaml) {
        return YamlReader.read("runtimes/x.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems::add)
                .flatMap(document -> RuntimeDescriptorReader.read(document, problems::add));
    }
}
