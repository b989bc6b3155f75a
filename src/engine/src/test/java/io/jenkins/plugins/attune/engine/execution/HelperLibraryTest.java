package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelperLibraryTest {
    /** A secret that begins with a quote, and has what shells and other readers trip over. */
    private static final String SECRET = "'s3 $x `y` \\ \"é€\"\nlast='1'\n";

    private static final String DOTENV =
            "list='[1,\"a\"]'\nlogin.user='u'\nn='5'\ntoken='" + SECRET.replace("'", "'\\''") + "'\nyes='true'\nz=''";
    private static final String JSON = "{\"list\":[1,\"a\"],\"login\":{\"user\":\"u\"},\"n\":5,\"token\":\""
            + SECRET.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\",\"yes\":true,\"z\":\"\"}";

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shellGetsEveryParameterAsItIs(boolean byFile) {
        Recorder seen = script(
                        "dotenv",
                        byFile,
                        "set -eux",
                        ". \"$ATTUNE_LIB/attune.sh\"",
                        "get_secret token",
                        "get_parameter n number && [ \"$number\" = 5 ]",
                        "export exported=1",
                        "get_secret token exported",
                        "set -a",
                        "get_secret token other",
                        "set +a",
                        "env | grep -c -e 's[3]' -e '^exported' && exit 9",
                        "has_parameter login.user",
                        "! has_parameter user",
                        "parameter_names | tr '\\n' ' '",
                        "get_secret user || echo \"rc $?\"")
                .run(DOTENV);

        assertThat(seen.stderr()).doesNotContain("s3").contains("there is no parameter 'user'");
        assertThat(seen.stdout()).isEqualTo(SECRET + "0\nlist login.user n token yes z rc 1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a='x'; echo ran",
                "a=$(echo ran)",
                "a='x",
                "a'='x'",
                "a='x'y'z'",
                "a='x'\\'y",
                ";echo='ran'",
                "a='x'\necho ran",
                "a='x'echo ran"
            })
    void shellRunsNothingOfADocumentThatIsNoDotenv(String document) {
        Recorder seen = script("dotenv", false, ". \"$ATTUNE_LIB/attune.sh\"", "echo on")
                .run(document);

        assertThat(seen.outcome().exitCode()).isEqualTo(64);
        assertThat(seen.stdout()).isEmpty();
        assertThat(seen.stderr()).contains("is no dotenv").doesNotContain("x");
    }

    @ParameterizedTest
    @CsvSource({"json, true", "json, false", "dotenv, true", "dotenv, false"})
    void pythonGetsEveryParameterAsItIs(String format, boolean byFile) {
        Recorder seen = script(
                        format,
                        byFile,
                        program(
                                "python3 -c",
                                "import os, sys",
                                "sys.path.insert(0, os.environ['ATTUNE_LIB'])",
                                "from attune_parameters import ParameterError, get_parameter, get_secret, parameters",
                                "sys.stdout.buffer.write(get_secret('token').encode())",
                                "print(get_parameter('login.user'), repr(get_parameter('n')), get_secret('x', 7))",
                                "print(sorted(parameters()))",
                                "try: get_secret('login.x')",
                                "except ParameterError as e: print(e)"))
                .run(format.equals("json") ? JSON : DOTENV);

        assertThat(seen.stderr()).isEmpty();
        assertThat(seen.stdout())
                .isEqualTo(SECRET + "u " + (format.equals("json") ? "5" : "'5'") + " 7\n['list', "
                        + (format.equals("json") ? "'login'" : "'login.user'")
                        + ", 'n', 'token', 'yes', 'z']\nthere is no parameter 'login.x'\n");
    }

    @ParameterizedTest
    @CsvSource({"json, true", "json, false", "dotenv, true", "dotenv, false"})
    void nodeGetsEveryParameterAsItIs(String format, boolean byFile) {
        Recorder seen = script(
                        format,
                        byFile,
                        program(
                                "node -e",
                                "const { getParameter, getSecret, parameters } = require(process.env.ATTUNE_LIB + \"/attune.js\");",
                                "process.stdout.write(getSecret(\"token\"));",
                                "console.log(getParameter(\"login.user\"), JSON.stringify(getParameter(\"n\")), getSecret(\"x\", 7));",
                                "console.log(Object.keys(parameters()).join());",
                                "try { getSecret(\"__proto__\"); } catch (e) { console.log(e.message); }"))
                .run(format.equals("json") ? JSON : DOTENV);

        assertThat(seen.stderr()).isEmpty();
        assertThat(seen.stdout())
                .isEqualTo(SECRET + "u " + (format.equals("json") ? "5" : "\"5\"") + " 7\nlist,"
                        + (format.equals("json") ? "login" : "login.user")
                        + ",n,token,yes,z\nthere is no parameter '__proto__'\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | . \"$ATTUNE_LIB/attune.sh\"                                          | needs 'parameter_format: dotenv'",
                "yaml | PYTHONPATH=$ATTUNE_LIB python3 -c 'import attune_parameters as a; a.parameters()' | needs 'parameter_format: json' or 'dotenv' in the action, which has 'yaml'",
                "yaml | node -e 'require(process.env.ATTUNE_LIB + \"/attune.js\").parameters()' | needs 'parameter_format: json' or 'dotenv' in the action, which has 'yaml'",
                "json | PYTHONPATH=$ATTUNE_LIB python3 -c 'import attune_parameters as a; a.parameters()' | the parameter document is no json",
                "json | node -e 'require(process.env.ATTUNE_LIB + \"/attune.js\").parameters()' | the parameter document is no json"
            })
    void otherFormatsAndBrokenDocumentsAreToldWithoutTheirContent(String format, String command, String message) {
        Recorder seen = script(format, false, command).run("s3cr3t: {s3cr3t");

        assertThat(seen.outcome().exitCode()).isNotZero();
        assertThat(seen.stderr()).contains(message).doesNotContain("s3cr3t");
    }

    @Test
    void isThereAsAWholeHoweverManyAskForItAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<Integer> ask =
                () -> HelperLibrary.beside(root.resolve("e")).toFile().list().length;
        List<Future<Integer>> answers = threads.invokeAll(Collections.nCopies(64, ask));
        threads.shutdown();

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(3);
        }
        assertThat(root.resolve("lib").toFile().list()).hasSize(1);
    }

    private static String program(String interpreter, String... lines) {
        return interpreter + " '" + String.join("\n", lines).replace("'", "'\\''") + "'";
    }

    private Script script(String format, boolean byFile, String... lines) {
        Script script = new Script(root, lines)
                .variables(Map.of(
                        "ATTUNE_PARAMETER_FORMAT", format, "ATTUNE_PARAMETER_DELIVERY", byFile ? "file" : "stdin"));
        return byFile ? script.parameterFile() : script;
    }
}
