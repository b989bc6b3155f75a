package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.KeyBinding;
import io.jenkins.plugins.attune.config.KeySettings;
import io.jenkins.plugins.attune.folder.KeyFolderProperty;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A run changes a credential only where the user of its build may, or where somebody with the right to it says so. */
@WithJenkins
class WrittenKeysIT {
    private static JenkinsRule rule;
    private static Folder folder;
    private static int jobs;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        folder = rule.createProject(Folder.class, "f");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
    }

    @BeforeEach
    void credentials() throws Exception {
        Fixtures.replaceSecretText(rule.jenkins, "global", "before");
        Fixtures.replaceSecretText(folder, "local", "before");
    }

    @AfterEach
    void forgetSettings() throws Exception {
        AttuneConfiguration.get().setKeys(null);
        folder.getProperties().remove(KeyFolderProperty.class);
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        rule.jenkins.setAuthorizationStrategy(new hudson.security.AuthorizationStrategy.Unsecured());
    }

    private static String write(String credential, String value) throws Exception {
        return writing("writeKeys: [made: '" + credential + "'], ", "made", value);
    }

    private static String writing(String arguments, String reference, String value) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "p" + ++jobs);
        Fixtures.define(
                job,
                "node('built-in') { r = attuneRun action: 'keyed.ask', packs: 'packs', " + arguments
                        + "parameters: [calls: [['POST', 'keys', [ref: '" + reference + "', value: " + value
                        + "]]]]\necho \"<${r.output[0][0]}>\" }");
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);
        return JenkinsRule.getLog(rule.buildAndAssertSuccess(job));
    }

    private static String secret(String id) {
        return find(id, StringCredentials.class).getSecret().getPlainText();
    }

    private static <C extends StandardCredentials> C find(String id, Class<C> kind) {
        return CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(kind, folder, ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
    }

    private static void folderNames(String ids) throws Exception {
        KeyFolderProperty property = new KeyFolderProperty();
        property.setWritable(ids);
        folder.addProperty(property);
    }

    @Test
    void aBuildOfJenkinsItselfChangesNothingThatIsNotNamed() throws Exception {
        assertThat(write("local", "'after'"))
                .contains("<403>")
                .contains(
                        "the action was refused to write the key 'made': this run may not change the credential 'local';"
                                + " the folder of its store, or the system configuration, has to name it as writable");
        assertThat(secret("local")).isEqualTo("before");
        assertThat(write("absent", "'after'")).contains("<403>").contains("the credential 'absent' was not found");
    }

    @Test
    void aFolderCanNameItsOwnCredentialsAndNoneOfThoseAboveIt() throws Exception {
        folderNames("local\nglobal");
        assertThat(write("local", "'after'"))
                .contains("<201>")
                .contains("the action has written the key 'made': kept in the credential 'local'");
        assertThat(secret("local")).isEqualTo("after");
        assertThat(write("global", "'after'")).contains("<403>");
        assertThat(secret("global")).isEqualTo("before");
    }

    @Test
    void anAdministratorCanNameThoseOfTheGlobalStore() throws Exception {
        KeySettings settings = new KeySettings();
        settings.setWritable("global\nlocal");
        AttuneConfiguration.get().setKeys(settings);
        assertThat(write("global", "[a: ['b']]")).contains("<201>");
        assertThat(secret("global")).isEqualTo("{\"a\": [\"b\"]}");
        assertThat(write("local", "'after'")).contains("<403>");
    }

    @Test
    void aBuildThatRunsAsAUserChangesWhatTheUserMayChange() throws Exception {
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, CredentialsProvider.USE_ITEM, hudson.model.Computer.BUILD)
                .everywhere()
                .to("ada", "bert")
                .grant(CredentialsProvider.UPDATE)
                .everywhere()
                .to("bert"));
        folderNames("local");
        as("ada");
        assertThat(write("local", "'after'")).contains("<403>").contains("ada may not update credentials in its store");
        assertThat(secret("local")).isEqualTo("before");
        as("bert");
        assertThat(write("local", "'after'")).contains("<201>");
        assertThat(secret("local")).isEqualTo("after");
    }

    private static void as(String user) {
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                "f/p" + (jobs + 1), User.getById(user, true).impersonate2()));
    }

    @Test
    void aFolderSaysWhereAKeyGoesUnlessTheStepDoes() throws Exception {
        Fixtures.replaceSecretText(folder, "other", "before");
        KeyBinding binding = new KeyBinding("keyed.made", "local");
        binding.setWrite(true);
        KeyFolderProperty property = new KeyFolderProperty();
        property.setBindings(List.of(binding));
        property.setWritable("local\nother");
        folder.addProperty(property);
        assertThat(writing("", "keyed.made", "'after'")).contains("<201>");
        assertThat(secret("local")).isEqualTo("after");
        assertThat(writing("writeKeys: ['keyed.made': 'other'], ", "keyed.made", "'later'"))
                .contains("<201>");
        assertThat(secret("local")).isEqualTo("after");
        assertThat(secret("other")).isEqualTo("later");
    }

    @Test
    void aRunWritesSoMuchAndNoMore() throws Exception {
        folderNames("local");
        assertThat(write("local", "'x' * 262145"))
                .contains("<403>")
                .contains("the action was refused to write the key 'made': a run writes 262144 bytes of keys at most");
        assertThat(secret("local")).isEqualTo("before");
    }

    @Test
    void aUsernameWithPasswordTakesItsParts() throws Exception {
        UsernamePasswordCredentialsImpl login =
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "about it", "ada", "before");
        login.setUsernameSecret(true);
        Fixtures.add(folder, login);
        folderNames("login");
        assertThat(write("login", "[username: 'bert', password: 'after']")).contains("<201>");
        UsernamePasswordCredentialsImpl changed = find("login", UsernamePasswordCredentialsImpl.class);
        assertThat(changed.getUsername()).isEqualTo("bert");
        assertThat(Secret.toString(changed.getPassword())).isEqualTo("after");
        assertThat(changed.getDescription()).isEqualTo("about it");
        assertThat(changed.isUsernameSecret()).isTrue();
        assertThat(write("login", "[token: 'after']")).contains("<403>").contains("the key must be a text");
    }
}
