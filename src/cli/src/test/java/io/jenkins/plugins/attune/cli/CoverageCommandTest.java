package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageCommandTest {
    private static final String KEY = "  credential_key: {type: string, default: k, description: The key.}";

    @TempDir
    private Path root;

    private Cli cli;

    @BeforeEach
    void begin() {
        cli = new Cli(root).pack("p").action("p.plain", "true");
    }

    private String outcome(String action) throws IOException {
        JsonNode told = new JsonMapper()
                .readTree(cli.call("coverage", "packs", "--json").out());
        return told.get("packs").get(0).get("outcomes").path(action).asText("not there");
    }

    /** An action in Python whose program imports one module of the pack. */
    private void python(String name, String module, String... more) {
        cli.action("p." + name, "true", more)
                .file("packs/p/actions/" + name + ".py", "from lib." + module + " import run", "run()")
                .file(
                        "packs/p/actions/" + name + ".yaml",
                        "ref: p." + name,
                        "label: L",
                        "runner_type: python",
                        "entry_point: " + name + ".py",
                        String.join("\n", more));
    }

    @Test
    void anActionThatAsksForNothingRunsAsItIs() throws IOException {
        assertThat(outcome("p.plain")).isEqualTo("as_it_is");
    }

    @Test
    void aParameterThatNamesAKeyMakesItNeedKeys() throws IOException {
        cli.action("p.keyed", "true", "parameters:", KEY);
        assertThat(outcome("p.keyed")).isEqualTo("with_keys");
    }

    @Test
    void whatAnActionAsksForIsSearchedInWhatItImportsAndNowhereElse() throws IOException {
        cli.file("packs/p/lib/__init__.py", "")
                .file("packs/p/lib/old.py", "import deep")
                .file(
                        "packs/p/lib/deep.py",
                        "def f():",
                        "    from attune.api_client.api.secrets import get_key",
                        "    get_key.sync_detailed(client=c, key_ref=r)")
                .file("packs/p/lib/one.py", "get_key.sync_detailed(r, client=c, decrypt=True)")
                .file("packs/p/lib/told.py", "from attune.api_client.api.events import create_event")
                .file("packs/p/lib/good.py", "from attune.api_client.api import secrets");
        for (String module : new String[] {"old", "one", "told", "good"}) {
            python("with_" + module, module);
        }
        assertThat(outcome("p.with_old")).isEqualTo("no_release");
        assertThat(outcome("p.with_one")).isEqualTo("one_release");
        assertThat(outcome("p.with_told")).isEqualTo("in_part");
        assertThat(outcome("p.with_good")).isEqualTo("with_keys");
        assertThat(outcome("p.plain")).isEqualTo("as_it_is");
    }

    @Test
    void onlyWhoWritesKeysNeedsAReleaseThatWritesThemSo() throws IOException {
        cli.file("packs/p/lib/store.py", "create_key(body=CreateKeyRequest(ref=r, name=n))");
        python("writes", "store", "parameters:", "  output_key: {type: string, description: Attune Key that is made.}");
        python("reads", "store", "parameters:", KEY);
        assertThat(outcome("p.writes")).isEqualTo("one_release");
        assertThat(outcome("p.reads")).isEqualTo("with_keys");
    }

    @Test
    void whatJenkinsDoesNotRunIsToldByItsReason() throws IOException {
        cli.action("p.off", "true", "enabled: false")
                .file("packs/p/actions/flow.yaml", "ref: p.flow", "label: L", "workflow_file: workflows/flow.yaml")
                .file("packs/p/actions/workflows/flow.yaml", "version: 1")
                .file(
                        "packs/p/actions/cobol.yaml",
                        "ref: p.cobol",
                        "label: L",
                        "runner_type: cobol",
                        "entry_point: plain.sh")
                .file("packs/p/actions/st2.yaml", "name: st2", "runner_type: orquesta", "entry_point: plain.sh")
                .file("packs/p/actions/gone.yaml", "ref: p.gone", "label: L", "entry_point: gone.sh");
        assertThat(outcome("p.off")).isEqualTo("disabled");
        assertThat(outcome("p.flow")).isEqualTo("workflow");
        assertThat(outcome("p.cobol")).isEqualTo("no_runner");
        assertThat(outcome("p.st2")).isEqualTo("no_runner");
        assertThat(outcome("p.gone")).isEqualTo("broken");
    }

    @Test
    void packsThatAreOffRunNothing() throws IOException {
        cli.pack("p", "enabled: false");
        assertThat(outcome("p.plain")).isEqualTo("disabled");
    }

    @Test
    void theTableAddsUpAndSaysWhy() {
        cli.action("p.keyed", "true", "parameters:", KEY)
                .action("p.off", "true", "enabled: false")
                .file("packs/p/sensors/s.yaml", "ref: p.s")
                .file("packs/p/rules/r.yaml", "ref: p.r")
                .file("packs/p/lib/unnamed.py", "from attune.api_client.api.secrets import get_key")
                .file("packs/q/pack.yaml", "- no", "- manifest");

        Called called = cli.call("coverage", "--actions", "packs");

        assertThat(called.code()).isZero();
        assertThat(called.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "pack actions can run as is keys one SDK in part can't run; not used here",
                        "p 3 2 1 1 0 0 1 disabled; 1 rules, 1 sensors",
                        " does not name attune-sdk among its requirements: an extra requirement",
                        " p.keyed: keys",
                        " p.off: not run, disabled",
                        " p.plain: as is",
                        "q 0 0 0 0 0 0",
                        " can't be read: attune validate says what is wrong",
                        "total of 2 3 2 1 1 0 0 1 disabled; 1 rules, 1 sensors",
                        "",
                        "2 actions can be run in Jenkins, of which",
                        " 1 in 1 pack: ask for no key",
                        " 1 in 1 pack: find the keys that are bound to the run",
                        "1 action can't, of which",
                        " 1 in 1 pack: disabled by their author",
                        "not used, since Jenkins has triggers, jobs and rights of its own: 1 rules, 1 sensors");
    }

    @Test
    void aPackThatNamesTheClientNeedsNoExtraRequirement() {
        cli.file("packs/p/lib/named.py", "from attune.api_client.api.secrets import get_key")
                .file("packs/p/requirements.txt", "attune-sdk[sensor]>=0.3.0");
        assertThat(cli.call("coverage", "packs").out()).doesNotContain("does not name");
    }

    @Test
    void countsPacksThatRunWholeAndThoseThatRunNothing() throws IOException {
        cli.pack("q").action("q.off", "true", "enabled: false");
        JsonNode total = new JsonMapper()
                .readTree(cli.call("coverage", "packs", "--json").out())
                .get("total");
        assertThat(total.get("packs").intValue()).isEqualTo(2);
        assertThat(total.get("packsThatRunWhole").intValue()).isOne();
        assertThat(total.get("packsThatRunNothing").intValue()).isOne();
        assertThat(total.get("canRun").intValue()).isOne();
    }

    @Test
    void aDirectoryWithoutAPackIsAMistake() {
        Called called = cli.call("coverage", "elsewhere");
        assertThat(called.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(called.err()).contains("there is no pack in elsewhere");
    }
}
