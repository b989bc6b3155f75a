package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Actions are tried in builds of a job that was made for it, by those who may. */
@WithJenkins
class TryPageIT {
    private static JenkinsRule rule;
    private static FreeStyleProject job;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        Fixtures.secretText(rule.jenkins, "token-id", "a secret value");
        job = rule.createFreeStyleProject("trials");
        job.getBuildersList().add(new TryBuilder());
        rule.createFreeStyleProject("other");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder", "runner", "user")
                .grant(AttunePermissions.RUN)
                .everywhere()
                .to("runner", "user")
                .grant(CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("user"));
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        return rule.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }

    private static int post(String user, String form) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            WebRequest request = new WebRequest(new URL(rule.getURL(), "job/trials/attune-try/run"), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair("json", form)));
            return client.getPage(client.addCrumb(request)).getWebResponse().getStatusCode();
        }
    }

    @Test
    void aFormIsFilledInAndABuildRunsTheAction() throws Exception {
        try (JenkinsRule.WebClient client = client("runner")) {
            HtmlPage page = client.goTo("job/trials/attune-try/?action=core.echo");
            HtmlForm form = page.getFormByName("attune-try");
            form.<HtmlTextArea>getFirstByXPath(".//div[@name='fields']//textarea")
                    .setText("tried in $JOB_NAME");
            rule.submit(form);
        }
        rule.waitUntilNoActivity();
        FreeStyleBuild build = job.getLastBuild();
        rule.assertBuildStatus(Result.SUCCESS, build);
        rule.assertLogContains("\ntried in trials\n", build);
        assertThat(build.getCause(Cause.UserIdCause.class).getUserId()).isEqualTo("runner");
        try (JenkinsRule.WebClient client = client("runner")) {
            assertThat(client.getPage(build).asNormalizedText()).contains("core.echo", "tried in $JOB_NAME");
        }
    }

    @Test
    void whoMayOnlyBuildIsRefused() throws Exception {
        int before = job.getNextBuildNumber();
        assertThat(post("builder", "{'action': 'core.noop'}")).isEqualTo(403);
        try (JenkinsRule.WebClient client = client("builder")) {
            assertThat(client.goTo("job/trials/attune-try/", null)
                            .getWebResponse()
                            .getStatusCode())
                    .isEqualTo(403);
        }
        rule.waitUntilNoActivity();
        assertThat(job.getNextBuildNumber()).isEqualTo(before);
    }

    @Test
    void aCredentialIsForThoseWhoMayUseIt() throws Exception {
        String form = "{'action': 'core.noop', 'secrets': {'parameter': 'token', 'credentialsId': 'token-id'}}";
        assertThat(post("runner", form)).isEqualTo(403);
        assertThat(post("user", form)).isEqualTo(200);
        rule.waitUntilNoActivity();
        rule.assertLogContains("parameter 'token' is not one of the action's", job.getLastBuild());
    }

    @Test
    void aPersonIsLedToTheJobsWhereTheyMayTry() {
        try (ACLContext ignored = ACL.as2(User.getById("runner", true).impersonate2())) {
            assertThat(TryPage.open(5))
                    .extracting(page -> page.url("core.echo"))
                    .containsExactly("job/trials/attune-try/?action=core.echo");
        }
        try (ACLContext ignored = ACL.as2(User.getById("builder", true).impersonate2())) {
            assertThat(TryPage.open(5)).isEmpty();
        }
    }

    @Test
    void onlyJobsThatAreMadeForItHaveThePage() throws Exception {
        try (JenkinsRule.WebClient client = client("runner")) {
            assertThat(client.goTo("job/other/attune-try/", null)
                            .getWebResponse()
                            .getStatusCode())
                    .isEqualTo(404);
        }
    }
}
