package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey.DirectEntryPrivateKeySource;
import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.UserCredentialsProvider.UserCredentialsProperty;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl.UploadedKeyStoreSource;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every kind of credential reaches an action, whole or in part, and none of it is shown. */
@WithJenkins
class CredentialKindsIT {
    private static final String PASSWORD = "pass \"word' ü";
    private static final String KEY =
            "-----BEGIN KEY-----\nfirst-line-of-the-key\nsecond-line-of-the-key\n-----END KEY-----\n";
    private static final String FILE = "first: file-line-one\nsecond: file-line-two\n";

    private static JenkinsRule rule;
    private String name;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        CredentialsScope scope = CredentialsScope.GLOBAL;
        Fixtures.secretText(rule.jenkins, "text", "the secret text");
        Fixtures.secretText(rule.jenkins, "json", "{\"inner\":\"inner-secret\",\"n\":7654321}");
        Fixtures.secretText(rule.jenkins, "odd#id", "of an odd id");
        Fixtures.add(rule.jenkins, new UsernamePasswordCredentialsImpl(scope, "user", "", "ada", PASSWORD));
        UsernamePasswordCredentialsImpl hidden =
                new UsernamePasswordCredentialsImpl(scope, "hidden", "", "hidden-user", PASSWORD);
        hidden.setUsernameSecret(true);
        Fixtures.add(rule.jenkins, hidden);
        Fixtures.add(
                rule.jenkins,
                new BasicSSHUserPrivateKey(
                        scope, "ssh", "git", new DirectEntryPrivateKeySource(KEY), "the passphrase", ""));
        Fixtures.add(
                rule.jenkins,
                new FileCredentialsImpl(
                        scope, "file", "", "f.yaml", SecretBytes.fromBytes(FILE.getBytes(StandardCharsets.UTF_8))));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, "store password".toCharArray());
        Fixtures.add(
                rule.jenkins,
                new CertificateCredentialsImpl(
                        scope,
                        "certificate",
                        "",
                        "store password",
                        new UploadedKeyStoreSource(null, SecretBytes.fromBytes(bytes.toByteArray()))));
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    private WorkflowJob job(String body) throws Exception {
        WorkflowJob job = Fixtures.pipeline(rule, name, "node('built-in') {\n" + body + "\n}");
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);
        return job;
    }

    /** What the action says of the parameters that it got, and everything else that the build showed. */
    private String log(String arguments) throws Exception {
        return JenkinsRule.getLog(
                rule.buildAndAssertSuccess(job("def r = attuneRun action: 'trial.digest', packs: 'packs', " + arguments
                        + "\necho \"<${r.output}>\\n${r.stderr}\"")));
    }

    private static String hash(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 16);
    }

    @Test
    void aSecretTextIsAText() throws Exception {
        assertThat(log("credentials: [text: 'text', plain: 'odd#id']"))
                .contains("<[plain:" + hash("of an odd id") + ", text:" + hash("the secret text") + "]>");
    }

    @Test
    void severalPartsBecomeAnObjectWhereTheActionTakesOne() throws Exception {
        String object = "[username:" + hash("ada") + ", password:" + hash(PASSWORD) + "]";
        assertThat(log("credentials: [object: 'user', anything: 'user']"))
                .contains("<[anything:" + object + ", object:" + object + "]>");
    }

    @Test
    void onePartCanBeChosen() throws Exception {
        assertThat(log("credentials: [text: 'user#password', plain: 'ssh#username', anything: 'ssh#passphrase']"))
                .contains("<[anything:" + hash("the passphrase") + ", plain:" + hash("git") + ", text:" + hash(PASSWORD)
                        + "]>");
    }

    @Test
    void aKeyKeepsItsLineEnds() throws Exception {
        assertThat(log("credentials: [text: 'ssh#privateKey', object: 'ssh']"))
                .contains("[object:[username:" + hash("git") + ", privateKey:" + hash(KEY) + ", passphrase:"
                        + hash("the passphrase") + "], text:" + hash(KEY) + "]");
    }

    @Test
    void aFileOfTextIsItsText() throws Exception {
        assertThat(log("credentials: [text: 'file']")).contains("<[text:" + hash(FILE) + "]>");
    }

    @Test
    void aFileThatIsNoTextIsBase64AndIsHidden() throws Exception {
        byte[] bytes = new byte[1000];
        new Random(7).nextBytes(bytes);
        String encoded = Base64.getEncoder().encodeToString(bytes);
        Fixtures.add(
                rule.jenkins,
                new FileCredentialsImpl(CredentialsScope.GLOBAL, "binary", "", "b", SecretBytes.fromBytes(bytes)));

        assertThat(log("credentials: [text: 'binary'], parameters: [show: true]"))
                .contains("text:" + hash(encoded))
                .doesNotContain(encoded);
    }

    @Test
    void aCertificateIsItsStoreAndItsPassword() throws Exception {
        assertThat(log("credentials: [object: 'certificate', text: 'certificate#password']"))
                .containsPattern("<\\[object:\\[keystore:[0-9a-f]{16}, password:" + hash("store password")
                        + "\\], text:" + hash("store password") + "\\]>");
    }

    @Test
    void everyPartIsHidden() throws Exception {
        assertThat(log("parameters: [show: true], credentials: [object: 'ssh', text: 'user#password', plain: 'file']"))
                .contains("shown ****")
                .contains("shown git")
                .doesNotContain("second-line-of-the-key")
                .doesNotContain("the passphrase")
                .doesNotContain("file-line-one")
                .doesNotContain("file-line-two")
                .doesNotContain(PASSWORD);
    }

    @Test
    void aUserNameIsHiddenWhereTheCredentialSaysSo() throws Exception {
        assertThat(log("parameters: [show: true], credentials: [object: 'user', anything: 'hidden']"))
                .contains("shown ada")
                .doesNotContain("hidden-user")
                .doesNotContain(PASSWORD);
    }

    @Test
    void whatIsInsideASecretOfJsonIsHidden() throws Exception {
        assertThat(log("parameters: [show: true], credentials: [object: 'json']"))
                .contains("inner:" + hash("inner-secret"))
                .doesNotContain("inner-secret")
                .doesNotContain("7654321");
    }

    @Test
    void aParameterOfTheBuildCanNameACredentialOfItsStarter() throws Exception {
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        WorkflowJob job = job("""
                def r = attuneRun action: 'trial.digest', packs: 'packs', credentials: [text: '${MINE}#password']
                echo "<${r.output}>"
                """);
        job.addProperty(new ParametersDefinitionProperty(
                new CredentialsParameterDefinition("MINE", "", "", IdCredentials.class.getName(), true)));
        WorkflowRun build;
        try (ACLContext ignored = ACL.as2(User.getById("ada", true).impersonate2())) {
            UserCredentialsProperty own = new UserCredentialsProperty(new DomainCredentials[0]);
            User.current().addProperty(own);
            Fixtures.add(
                    User.current(),
                    new UsernamePasswordCredentialsImpl(CredentialsScope.USER, "of-ada", "", "ada", "ada's own"));
            build = job.scheduleBuild2(
                            0,
                            new CauseAction(new Cause.UserIdCause()),
                            new ParametersAction(new CredentialsParameterValue("MINE", "of-ada", "")))
                    .get();
        }
        assertThat(JenkinsRule.getLog(rule.assertBuildStatusSuccess(build)))
                .contains("<[text:" + hash("ada's own") + "]>");
    }

    @Test
    void theUseIsRecordedWithTheCredential() throws Exception {
        log("credentials: [text: 'user#password']");
        var credential = CredentialsProvider.lookupCredentialsInItemGroup(
                        UsernamePasswordCredentialsImpl.class, rule.jenkins, null, java.util.List.of())
                .stream()
                .filter(found -> found.getId().equals("user"))
                .findFirst()
                .orElseThrow();
        assertThat(CredentialsProvider.getOrCreateFingerprintOf(credential).getJobs())
                .contains(name);
    }
}
