package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.KeyBinding;
import io.jenkins.plugins.attune.config.KeySettings;
import io.jenkins.plugins.attune.folder.KeyFolderProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Actions that ask their platform for keys find Jenkins credentials, those that are bound and no others. */
@WithJenkins
class KeysIT {
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String PASSWORD = "pass \"word' ü";
    private static final String TEXT = "the secret text of a key";

    private static JenkinsRule rule;

    @TempDir
    private Path directory;

    private String name;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        Fixtures.secretText(rule.jenkins, "text", TEXT);
        Fixtures.secretText(rule.jenkins, "json", "{\"url\":\"https://inner-url\",\"list\":[\"inner-item\"]}");
        Fixtures.secretText(rule.jenkins, "other", "the other secret text");
        Fixtures.add(
                rule.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "user", "", "ada", PASSWORD));
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void forgetSettings() {
        AttuneConfiguration.get().setKeys(null);
    }

    private WorkflowJob job(String body) throws Exception {
        return with(Fixtures.pipeline(rule, name, "node('built-in') {\n" + body + "\n}"));
    }

    private static <J extends TopLevelItem> J with(J job) throws Exception {
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);
        return job;
    }

    private String log(String arguments) throws Exception {
        return JenkinsRule.getLog(rule.buildAndAssertSuccess(job(ask(arguments))));
    }

    private static String ask(String arguments) {
        return "r = attuneRun action: 'keyed.ask', packs: 'packs', " + arguments
                + "\necho \"<${r.output}>\\n${r.stderr}\"\n";
    }

    private static String hash(String text) {
        return Canaries.sha256(text).substring(0, 16);
    }

    @Test
    void aSecretTextIsATextAndJsonIsItsValue() throws Exception {
        assertThat(log("keys: ['vault_credentials': 'text', 'a.b': 'json'], parameters: [calls: [['GET',"
                        + " 'keys/vault_credentials'], ['GET', 'keys/a.b'], ['GET', 'keys/none']]]"))
                .contains("<[[200, " + hash(TEXT) + "], [200, [url:" + hash("https://inner-url") + ", list:["
                        + hash("inner-item") + "]]], [404, no key 'none' is bound to this run]]>");
    }

    @Test
    void severalPartsBecomeAnObjectOrOnePartOrWhatTheTemplateSays() throws Exception {
        assertThat(log("keys: [whole: 'user', part: 'user#password', made: [credentialsId: 'user', template: [url:"
                        + " 'https://v', login: [name: '#username', words: ['#password', 7]]]]], parameters: [calls:"
                        + " [['GET', 'keys/whole'], ['GET', 'keys/part'], ['GET', 'keys/made']]]"))
                .contains("[200, [password:" + hash(PASSWORD) + ", username:" + hash("ada") + "]]")
                .contains("[200, " + hash(PASSWORD) + "]")
                .contains("[200, [url:" + hash("https://v") + ", login:[name:" + hash("ada") + ", words:["
                        + hash(PASSWORD) + ", " + hash("7") + "]]]]");
    }

    @Test
    void whatIsSecretInKeysIsHidden() throws Exception {
        assertThat(log("keys: [a: 'text', b: 'json', c: [credentialsId: 'user', template: [open: 'in the open', p:"
                        + " '#password', u: '#username']]], parameters: [show: true, calls: [['GET', 'keys/a'], ['GET',"
                        + " 'keys/b'], ['GET', 'keys/c']]]"))
                .contains("shown ****", "shown in the open", "shown ada")
                .doesNotContain(TEXT, "inner-url", "inner-item", PASSWORD);
    }

    @Test
    void aRunWithoutKeysHasNoAddressOfAny() throws Exception {
        AttuneConfiguration.get().setKeys(settings(new KeyBinding("vault_credentials", "text")));
        String log = JenkinsRule.getLog(rule.buildAndAssertSuccess(
                job("r = attuneRun action: 'trial.env', packs: 'packs'\necho \"<${r.output}>\"")));
        assertThat(log).contains("ATTUNE_ACTION").doesNotContain("ATTUNE_API", "vault_credentials");
    }

    private static KeySettings settings(KeyBinding... bindings) {
        KeySettings settings = new KeySettings();
        settings.setBindings(List.of(bindings));
        return settings;
    }

    @Test
    void theNearestLevelBindsAndTheConsoleSaysWhich() throws Exception {
        AttuneConfiguration.get()
                .setKeys(settings(
                        new KeyBinding("vault_credentials", "json"),
                        new KeyBinding("keyed.own", "other"),
                        new KeyBinding("of.nobody", "json")));
        Folder outer = rule.createProject(Folder.class, "outer");
        Folder inner = outer.createProject(Folder.class, "inner");
        outer.addProperty(property(new KeyBinding("vault_credentials", "other")));
        inner.addProperty(property(new KeyBinding("vault_credentials", "text")));
        String calls = "parameters: [calls: [['GET', 'keys/vault_credentials'], ['GET', 'keys/keyed.own'], ['GET',"
                + " 'keys/of.nobody']]]";
        String answers =
                ", [200, " + hash("the other secret text") + "], [404, no key 'of.nobody' is bound to this run]]>";

        assertThat(inFolder(inner, calls))
                .contains("key 'vault_credentials': bound by the folder outer/inner\n")
                .contains("key 'keyed.own': bound by the system configuration\n")
                .contains("<[[200, " + hash(TEXT) + "]" + answers)
                .doesNotContain("of.nobody': bound");
        assertThat(inFolder(outer, calls))
                .contains("key 'vault_credentials': bound by the folder outer\n")
                .contains("<[[200, " + hash("the other secret text") + "]" + answers);
        assertThat(inFolder(outer, "keys: [vault_credentials: 'text'], " + calls))
                .doesNotContain("key 'vault_credentials': bound")
                .contains("<[[200, " + hash(TEXT) + "]" + answers);
    }

    private static KeyFolderProperty property(KeyBinding... bindings) {
        KeyFolderProperty property = new KeyFolderProperty();
        property.setBindings(List.of(bindings));
        return property;
    }

    private static String inFolder(Folder folder, String arguments) throws Exception {
        WorkflowJob job =
                folder.createProject(WorkflowJob.class, "p" + folder.getItems().size());
        Fixtures.define(job, "node('built-in') {\n" + ask(arguments) + "}");
        return JenkinsRule.getLog(rule.buildAndAssertSuccess(with(job)));
    }

    @Test
    void aKeyThatIsWrittenIsThereForLaterRunsOfItsBlockAndGoneAfterIt() throws Exception {
        String written = "written-by-the-action-4711";
        WorkflowJob job = job("attuneKeys {\n"
                + ask("parameters: [calls: [['POST', 'keys', [ref: 'made.token', name: 'Token', value: [t: '" + written
                        + "'.reverse()]]]]]")
                + "attuneKeys {\n"
                + ask("parameters: [show: true, credential_key: 'made.token']")
                + ask("parameters: [calls: [['PUT', 'keys/made.token', [value: 'inner value']]]]")
                + ask("parameters: [credential_key: 'made.token']")
                + "}\n"
                + ask("parameters: [credential_key: 'made.token']")
                + "}\n"
                + ask("keys: [a: 'text'], parameters: [credential_key: 'made.token']"));
        String log = JenkinsRule.getLog(rule.buildAndAssertSuccess(job));
        String secret = new StringBuilder(written).reverse().toString();
        assertThat(log)
                .contains("the action has written the key 'made.token': kept for the attuneKeys block")
                .contains("<[[201, [t:" + hash(secret) + "]]]>")
                .contains("key 'made.token': bound by the attuneKeys block, where an action wrote it")
                .contains("shown ****")
                .contains("<[[200, " + hash("inner value") + "]]>")
                .endsWith("\n" + log.substring(log.lastIndexOf("<[[404")))
                .doesNotContain(secret);
        assertThat(log.substring(log.lastIndexOf("<[[2"))).startsWith("<[[200, [t:" + hash(secret) + "]]]>");
    }

    @Test
    void aWrittenKeyIsHiddenAtOnceAndGoesBeforeWhatTheStepBinds() throws Exception {
        String written = "written-at-once-4712";
        String secret = new StringBuilder(written).reverse().toString();
        String log = JenkinsRule.getLog(rule.buildAndAssertSuccess(job("attuneKeys {\n"
                + ask("parameters: [show: true, calls: [['POST', 'keys', [ref: 'made.token', value: '" + written
                        + "'.reverse()]], ['POST', 'keys', [ref: 'odd\\nref', value: 'x-value']]]]")
                + ask("keys: ['made.token': 'text'], parameters: [credential_key: 'made.token']")
                + "}")));
        assertThat(log)
                .contains("shown ****")
                .contains("<[[201, " + hash(secret) + "], [403, a key can't have this reference]]>")
                .contains("refused to write the key '(not shown, because it does not look like one)'")
                .contains("<[[200, " + hash(secret) + "]]>")
                .doesNotContain(secret);
    }

    @Test
    void aKeyCanNotBeWrittenWhereNobodySaysWhereItGoes() throws Exception {
        assertThat(log(
                        "keys: [a: 'text'], parameters: [calls: [['POST', 'keys', [ref: 'made', value: 'x-value']], ['POST',"
                                + " 'keys', [ref: 'made', value: 'x-value']], ['PUT', 'keys/a', [value: 'x-value']], ['GET',"
                                + " 'keys/a']]]"))
                .containsOnlyOnce("the action was refused to write the key 'made': neither writeKeys of the step nor")
                .containsPattern("<\\[(\\[403, neither .*\\], ){3}\\[200, " + hash(TEXT) + "\\]\\]>");
    }

    @Test
    void aCallerThatDoesNotBelongToTheRunIsRefusedAndNamed() throws Exception {
        assertThat(log("keys: [vault_credentials: 'text'], parameters: [stranger: true]"))
                .contains("stranger: urllib.error.HTTPError: HTTP Error 403")
                .containsPattern(
                        "\\[attune\\] a caller was refused the keys of this run: process \\d+ \\(python.*\\), it is"
                                + " not of the action's session")
                .contains("<[[200, " + hash(TEXT) + "]]>");
    }

    @Test
    void whatHappensToKeysIsAudited() throws Exception {
        log(
                "keys: [vault_credentials: 'text', unread: 'other'], writeKeys: [made: 'absent'], parameters: [stranger: true,"
                        + " calls: [['GET', 'keys/vault_credentials'], ['POST', 'keys', [ref: 'made', value: 'x-value']]]]");
        Path audit = rule.jenkins.getRootDir().toPath().resolve("logs/attune/audit.0.log");
        await().atMost(BOUND).untilAsserted(() -> assertThat(Files.readAllLines(audit).stream()
                        .filter(line -> line.contains("\"job\":\"" + name + "\"") && line.contains("\"event\"")))
                .hasSize(4)
                .anyMatch(line -> line.contains("\"event\":\"keys_bound\",\"keys\":[\"unread\",\"vault_credentials\"]"))
                .anyMatch(line -> line.contains("\"event\":\"keys_read\",\"keys\":[\"vault_credentials\"]"))
                .anyMatch(line -> line.contains("\"event\":\"keys_write_refused\",\"keys\":[\"made\"]"))
                .anyMatch(line -> line.contains("\"event\":\"keys_caller_refused\"")));
        assertThat(Files.readString(audit)).doesNotContain(TEXT, "x-value");
    }

    @Test
    void theUseIsRecordedWithTheCredential() throws Exception {
        log("keys: [vault_credentials: 'user#password']");
        var credential = CredentialsProvider.lookupCredentialsInItemGroup(
                        UsernamePasswordCredentialsImpl.class, rule.jenkins, null, List.of())
                .get(0);
        assertThat(CredentialsProvider.getOrCreateFingerprintOf(credential).getJobs())
                .contains(name);
    }

    @Test
    void keysThatCanNotBeBoundAreRefusedBeforeAnythingStarts() throws Exception {
        WorkflowRun missing = rule.buildAndAssertStatus(Result.FAILURE, job(ask("keys: [a: 'absent']")));
        rule.assertLogContains("the credential 'absent' for key 'a' was not found", missing);
        name += "2";
        WorkflowRun part = rule.buildAndAssertStatus(
                Result.FAILURE, job(ask("keys: [a: [credentialsId: 'user', template: [t: '#token']]]")));
        rule.assertLogContains("key 'a': the credential has no part 'token'; it has", part);
        name += "3";
        WorkflowRun odd = rule.buildAndAssertStatus(Result.FAILURE, job(ask("keys: ['a b': 'text']")));
        rule.assertLogContains("keys: a reference has letters, digits and _.:@/- in it", odd);
        name += "4";
        Fixtures.secretText(rule.jenkins, "large", "x".repeat(200 << 10));
        WorkflowRun large = rule.buildAndAssertStatus(Result.FAILURE, job(ask("keys: [a: 'large', b: 'large']")));
        rule.assertLogContains("the keys of the run have 409604 bytes together, and may have 262144", large);
        name += "5";
        WorkflowRun unknown = rule.buildAndAssertStatus(Result.FAILURE, job(ask("keys: [a: 'user#token']")));
        rule.assertLogContains("the credential 'user' for key 'a' has no part 'token'", unknown);
    }

    @Test
    void filesThatTheActionLeavesAreArtifactsOfTheBuildAndItsIdIsANumber() throws Exception {
        WorkflowRun build = rule.buildAndAssertSuccess(
                job(
                        "r = attuneRun action: 'keyed.leave', packs: 'packs', keys: [a: 'text'], parameters: [text: 'left']\n"
                                + "echo \"<${r.output.fetched} ${r.output.id == r.output.env} ${r.output.id instanceof Long}>\""));
        rule.assertLogContains("<left true true>", build);
        rule.assertLogContains("artifacts of the action: 1 in attune/", build);
        assertThat(build.getArtifacts()).hasSize(1).first().satisfies(artifact -> assertThat(artifact.relativePath)
                .matches("attune/[1-9]\\d{15}/report-1/v1\\.txt"));
        assertThat(Files.readString(build.getArtifacts().get(0).getFile().toPath()))
                .isEqualTo("left");
        assertThat(placeOfArtifacts(build)).doesNotExist();
    }

    private static Path placeOfArtifacts(WorkflowRun build) throws Exception {
        return Path.of(JenkinsRule.getLog(build)
                .lines()
                .filter(line -> line.startsWith("artifacts at "))
                .findFirst()
                .orElseThrow()
                .substring("artifacts at ".length()));
    }

    @Test
    void filesThatAreTooManyStayOnTheirMachine() throws Exception {
        WorkflowRun build = rule.buildAndAssertSuccess(job(
                "attuneRun action: 'keyed.leave', packs: 'packs', keys: [a: 'text'], parameters: [text: 'left', more:"
                        + " 1000]"));
        Path place = placeOfArtifacts(build);
        rule.assertLogContains("the action's artifacts stay in " + place + ": they are more than 1000 files", build);
        assertThat(build.getArtifacts()).isEmpty();
        assertThat(place.resolve("more-999")).exists();
        FileUtils.deleteDirectory(place.toFile());
    }

    @Test
    void aFreestyleBuildHasKeysToo() throws Exception {
        FreeStyleProject job = with(rule.createFreeStyleProject(name));
        AttuneBuilder builder = new AttuneBuilder("keyed.ask");
        KeyBinding binding = new KeyBinding("vault_credentials", "user");
        binding.setTemplate("token: '#password'");
        builder.setKeyBindings(List.of(binding));
        builder.setPacks("packs");
        job.getBuildersList().add(builder);
        rule.assertLogContains("[[200, {\"token\": \"" + hash(PASSWORD) + "\"}]]", rule.buildAndAssertSuccess(job));
    }
}
