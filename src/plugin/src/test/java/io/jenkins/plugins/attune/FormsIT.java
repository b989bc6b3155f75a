package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.config.KeyBinding;
import java.net.URL;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The forms of both steps: round trips, snippets, checks, and who may call those. */
@WithJenkins
class FormsIT {
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        Fixtures.secretText(rule.jenkins, "token-id", "a secret value");
        Fixtures.password(rule.jenkins, "password-id");
    }

    @AfterEach
    void letEverybodyIn() {
        rule.jenkins.disableSecurity();
    }

    private static AttuneRunStep fullStep() {
        AttuneRunStep step = new AttuneRunStep("core.echo");
        step.setParameters(Map.of(
                "message",
                "hi: 'x'\n\"y\"",
                "list",
                List.of(1, 2.5, true, "on", "012"),
                "map",
                Map.of("a", List.of())));
        step.setCredentials(Map.of("token", "token-id", "key", "password-id#password"));
        step.setKeys(Map.of(
                "vault.login",
                "token-id",
                "other",
                Map.of("credentialsId", "password-id", "template", Map.of("p", "#password", "n", 1))));
        step.setWriteKeys(Map.of("made", "token-id"));
        step.setEnv(Map.of("A", "b=c"));
        step.setPacks("packs");
        step.setTimeout(30);
        step.setConcurrency(concurrency());
        step.setLogLimit("64KiB");
        step.setReturnStatus(true);
        step.setStrictOutput(true);
        return step;
    }

    private static Concurrency concurrency() {
        Concurrency concurrency = new Concurrency();
        concurrency.setLimit(2);
        concurrency.setKey("deploy-${parameters.env}");
        concurrency.setMaxWaiting(0);
        concurrency.setTimeout(600);
        return concurrency;
    }

    @Test
    void theStepSurvivesItsForm() throws Exception {
        AttuneRunStep before = fullStep();
        AttuneRunStep after = new StepConfigTester(rule).configRoundTrip(before);
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
        AttuneRunStep bare = new AttuneRunStep("core.noop");
        assertThat(new StepConfigTester(rule).configRoundTrip(bare))
                .usingRecursiveComparison()
                .isEqualTo(bare);
    }

    @Test
    void theSnippetGeneratorWritesMaps() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(rule);
        AttuneRunStep step = new AttuneRunStep("core.echo");
        step.setParameters(Map.of("message", "hi"));
        snippets.assertRoundTrip(step, "attuneRun action: 'core.echo', parameters: [message: 'hi']");
        step.setCredentials(Map.of("token", "token-id"));
        step.setTimeout(5);
        snippets.assertRoundTrip(
                step,
                "attuneRun action: 'core.echo', credentials: [token: 'token-id'], parameters: [message: 'hi'], timeout: 5");
        AttuneRunStep keyed = new AttuneRunStep("core.noop");
        keyed.setWriteKeys(Map.of("made", "token-id"));
        keyed.setKeys(Map.of("a", Map.of("credentialsId", "password-id", "template", Map.of("p", "#password"))));
        snippets.assertRoundTrip(
                keyed,
                "attuneRun action: 'core.noop', keys: [a: [credentialsId: 'password-id', template: [p: '#password']]], writeKeys: [made: 'token-id']");
        snippets.assertRoundTrip(new AttuneKeysStep(), "attuneKeys {\n    // some block\n}");
        AttuneRunStep dotted = new AttuneRunStep("core.noop");
        dotted.setKeys(Map.of("a.b", "token-id"));
        dotted.setWriteKeys(Map.of("made", "token-id"));
        snippets.assertRoundTrip(
                dotted,
                "attuneRun action: 'core.noop', keyBindings: [attuneKey(credentialsId: 'token-id', reference: 'a.b'), attuneKey(credentialsId: 'token-id', reference: 'made', write: true)]");
        snippets.assertRoundTrip(new AttuneRunStep("core.noop"), "attuneRun 'core.noop'");
        AttuneRunStep queued = new AttuneRunStep("core.noop");
        queued.setConcurrency(concurrency());
        snippets.assertRoundTrip(
                queued,
                "attuneRun action: 'core.noop', concurrency: [key: 'deploy-${parameters.env}', limit: 2, maxWaiting: 0, timeout: 600]");
        snippets.assertGenerateSnippet(
                "{'stapler-class':'" + AttuneRunStep.class.getName()
                        + "', 'action':'core.echo', 'parameters':'message: hi', 'credentialBindings':"
                        + "{'parameter':'token', 'credentialsId':'token-id'}}",
                "attuneRun action: 'core.echo', credentials: [token: 'token-id'], parameters: [message: 'hi']",
                null);
    }

    @Test
    void theBuilderSurvivesItsForm() throws Exception {
        AttuneBuilder before = new AttuneBuilder("core.echo");
        before.setParameters("message: hi");
        CredentialBinding part = new CredentialBinding("key", "password-id");
        part.setPart("password");
        before.setCredentialBindings(List.of(new CredentialBinding("token", "token-id"), part));
        KeyBinding key = new KeyBinding("vault.login", "password-id");
        key.setTemplate("p: '#password'");
        KeyBinding written = new KeyBinding("made", "token-id");
        written.setWrite(true);
        before.setKeyBindings(List.of(key, new KeyBinding("other", "token-id"), written));
        before.setEnv("A=b");
        before.setPacks("packs");
        before.setTimeout(30);
        before.setConcurrency(concurrency());
        before.setLogLimit("64KiB");
        before.setStrictOutput(true);
        FreeStyleProject job = rule.createFreeStyleProject();
        job.getBuildersList().add(before);
        rule.configRoundtrip(job);
        assertThat(job.getBuildersList().get(AttuneBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(before);
    }

    @Test
    void thePreparationSurvivesItsForms() throws Exception {
        AttunePrepareStep step = new AttunePrepareStep("vault");
        assertThat(new StepConfigTester(rule).configRoundTrip(step))
                .usingRecursiveComparison()
                .isEqualTo(step);
        new SnippetizerTester(rule).assertRoundTrip(step, "attunePrepare 'vault'");
        step.setPacks("packs");
        assertThat(new StepConfigTester(rule).configRoundTrip(step))
                .usingRecursiveComparison()
                .isEqualTo(step);
        AttunePrepareBuilder builder = new AttunePrepareBuilder("vault");
        builder.setPacks("packs");
        FreeStyleProject job = rule.createFreeStyleProject();
        job.getBuildersList().add(builder);
        rule.configRoundtrip(job);
        assertThat(job.getBuildersList().get(AttunePrepareBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(builder);
    }

    @Test
    void fieldsAreCheckedWhileTheyAreFilledIn() {
        AttuneRunStep.DescriptorImpl step = rule.jenkins.getDescriptorByType(AttuneRunStep.DescriptorImpl.class);
        assertThat(step.doCheckAction(null, "core.echo").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(step.doCheckAction(null, "other.thing").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(step.doCheckAction(null, "core.ecko")).hasMessageContaining("core.echo");
        assertThat(step.doCheckAction(null, "no reference").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(step.doCheckAction(null, " ").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(step.doCheckParameters(null, "a: [").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(step.doCheckParameters(null, "a: []").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(step.doCheckEnv(null, "A").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(step.doCheckTimeout(null, "-1").kind).isEqualTo(FormValidation.Kind.ERROR);
        Concurrency.DescriptorImpl queue = rule.jenkins.getDescriptorByType(Concurrency.DescriptorImpl.class);
        assertThat(queue.doCheckLimit(null, "0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(queue.doCheckLimit(null, "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(queue.doCheckKey(null, "x-${env.X}")).hasMessageContaining("and not ${env.X}");
        assertThat(queue.doCheckMaxWaiting(null, "many").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(queue.doCheckTimeout(null, "0").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(step.doCheckLogLimit(null, "lots").kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void credentialsOfEveryKindAreOfferedWithTheirParts() {
        CredentialBinding.DescriptorImpl form =
                rule.jenkins.getDescriptorByType(CredentialBinding.DescriptorImpl.class);
        ListBoxModel items = form.doFillCredentialsIdItems(null, "");
        assertThat(items).extracting(item -> item.value).contains("token-id", "password-id");
        assertThat(form.doFillPartItems(null, "password-id")).containsExactly("username", "password");
        assertThat(form.doFillPartItems(null, "token-id")).isEmpty();
        assertThat(form.doFillPartItems(null, "absent")).isEmpty();
    }

    @Test
    void nothingIsToldToThoseWhoMayNothing() throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject("guarded");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
        try (ACLContext ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(rule.jenkins
                            .getDescriptorByType(CredentialBinding.DescriptorImpl.class)
                            .doFillCredentialsIdItems(job, "current"))
                    .extracting(item -> item.value)
                    .containsExactly("current");
        }
        JenkinsRule.WebClient client = rule.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.login("reader");
        for (String descriptor : List.of("AttuneRunStep", "AttuneBuilder")) {
            for (String field : List.of("Action", "Parameters", "Env", "Timeout", "LogLimit")) {
                guarded(client, descriptor + "/check" + field + "?value=%5B%5B-1");
            }
        }
        for (String field : List.of("Limit", "Key", "MaxWaiting", "Timeout")) {
            guarded(client, "Concurrency/check" + field + "?value=%24%7Bx");
        }
        guarded(client, "CredentialBinding/checkParameter?value=");
        guarded(client, "ActionFields/autoCompleteAction?value=core");
        guarded(client, "ActionFields/checkValue?of=core.sleep&name=seconds&variables=false&value=x");
        guarded(client, "ActionFields/checkParameters?of=core.sleep&value=%5B");
        guarded(client, "ActionSecret/fillCredentialsIdItems?of=core.http_request&parameter=auth_token&credentialsId=");
        guarded(client, "ActionSecret/checkCredentialsId?of=core.http_request&parameter=auth_token&value=");
        URL fields = new URL(
                rule.getURL(),
                "job/guarded/descriptorByName/io.jenkins.plugins.attune.ActionFields/fields?action=core.echo&variables=true&section=%7B%7D");
        assertThat(client.getPage(client.addCrumb(new WebRequest(fields, HttpMethod.POST)))
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(403);
        guarded(client, "AttunePrepareStep/checkPack?value=");
        guarded(client, "AttunePrepareBuilder/checkPack?value=");
        guarded(client, "CredentialBinding/checkCredentialsId?value=");
        guarded(client, "CredentialBinding/fillCredentialsIdItems?credentialsId=");
        guarded(client, "CredentialBinding/fillPartItems?credentialsId=password-id");
    }

    private static void guarded(JenkinsRule.WebClient client, String path) throws Exception {
        URL url = new URL(rule.getURL(), "job/guarded/descriptorByName/io.jenkins.plugins.attune." + path);
        assertThat(client.getPage(url).getWebResponse().getStatusCode())
                .as("GET " + path)
                .isIn(404, 405);
        Page page = client.getPage(client.addCrumb(new WebRequest(url, HttpMethod.POST)));
        assertThat(page.getWebResponse().getStatusCode()).as("POST " + path).isEqualTo(200);
        assertThat(page.getWebResponse().getContentAsString())
                .as("POST " + path)
                .doesNotContain("error")
                .doesNotContain("token-id")
                .doesNotContain("username");
    }
}
