package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.util.Secret;
import io.jenkins.plugins.attune.AttuneBuilder;
import jenkins.model.Jenkins;
import jenkins.security.csp.CspHeader;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The form of the build step in a browser, under an enforced content security policy. */
@WithJenkins
class BuilderBrowserIT {
    private static final String CSP = CspHeader.class.getName() + ".headerName";

    private static JenkinsRule rule;
    private static Browser browser;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        System.setProperty(CSP, CspHeader.ContentSecurityPolicy.getHeaderName());
        rule = jenkins;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("ada"));
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "api-token", "", Secret.fromString("not in the page")));
        browser = new Browser(rule).login("ada");
        browser.complaints();
    }

    @AfterAll
    static void stop() {
        browser.close();
        System.clearProperty(CSP);
    }

    private static FreeStyleProject job(String name, AttuneBuilder builder) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject(name);
        job.getBuildersList().add(builder);
        browser.open("job/" + name + "/configure");
        browser.soon(() -> assertThat(browser.has(action())).isTrue());
        return job;
    }

    private static By action() {
        return By.cssSelector("input.attune-action");
    }

    /** What takes the value of a parameter. */
    private static By field(String name) {
        return By.xpath("//div[@name='fields'][input[@name='_.name'][@value='" + name
                + "']]//*[@name='_.value'][not(@type='hidden')]");
    }

    private static By trouble(String name) {
        return By.xpath("//div[@name='fields'][input[@name='_.name'][@value='" + name
                + "']]//*[contains(@class,'validation-error-area')]");
    }

    private static By credential(String name) {
        return By.xpath("//div[@name='secrets'][input[@name='_.parameter'][@value='" + name + "']]//select");
    }

    private static void fill(String name, String text) {
        WebElement field = browser.find(field(name));
        field.clear();
        field.sendKeys(text);
    }

    private static void save() {
        browser.click(By.cssSelector("button[name=Submit], .jenkins-submit-button"));
        browser.soon(() -> assertThat(browser.driver().getCurrentUrl()).doesNotContain("configure"));
    }

    private static String value(String name) {
        return browser.find(field(name)).getDomProperty("value");
    }

    @Test
    void anActionIsChosenItsFieldsAreFilledInAndTheBuildRuns() throws Exception {
        FreeStyleProject job = job("greet", new AttuneBuilder(""));
        browser.type(action(), "prints a mess");
        browser.soon(() -> assertThat(browser.text()).contains("core.echo"));
        browser.keys(Keys.ARROW_DOWN, Keys.ENTER);
        browser.soon(() -> assertThat(browser.has(field("message"))).isTrue());
        assertThat(browser.find(action()).getDomProperty("value")).isEqualTo("core.echo");
        assertThat(browser.text()).contains("message\nWhat to print; any characters, several lines too.");
        fill("message", "two\nlines of $JOB_NAME");
        save();

        assertThat(job.getBuildersList().get(AttuneBuilder.class).getParameters())
                .isEqualTo("message: \"two\\nlines of $JOB_NAME\"");
        browser.open("job/greet/configure");
        browser.soon(() -> assertThat(browser.has(field("message"))).isTrue());
        browser.soon(() -> assertThat(value("message")).isEqualTo("two\nlines of $JOB_NAME"));
        rule.assertLogContains("two\nlines of greet\n", rule.buildAndAssertSuccess(job));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void wrongValuesAreToldWhileTheyAreTypedAndRightOnesAreKept() throws Exception {
        AttuneBuilder builder = new AttuneBuilder("core.http_request");
        FreeStyleProject job = job("call", builder);
        browser.soon(() -> assertThat(browser.has(field("url"))).isTrue());
        browser.soon(() -> assertThat(browser.find(trouble("url")).getText()).isEqualTo("Required"));
        fill("timeout_seconds", "0");
        browser.soon(() ->
                assertThat(browser.find(trouble("timeout_seconds")).getText()).isEqualTo("must be at least 0.1"));
        fill("timeout_seconds", "2.5");
        browser.soon(() ->
                assertThat(browser.find(trouble("timeout_seconds")).getText()).isEmpty());
        fill("headers", "{\"X-Build\": ");
        browser.soon(
                () -> assertThat(browser.find(trouble("headers")).getText()).contains("neither JSON nor YAML"));
        fill("headers", "{\"X-Build\": 1}");
        fill("url", "https://example.org/");
        browser.type(field("method"), "POST");
        browser.driver().executeScript("arguments[0].click()", browser.find(field("verify_tls")));
        browser.soon(() ->
                assertThat(browser.find(credential("auth_token")).getText()).contains("api-token"));
        browser.type(credential("auth_token"), "api-token");
        save();

        AttuneBuilder saved = job.getBuildersList().get(AttuneBuilder.class);
        assertThat(saved.getParameters().lines())
                .containsExactly(
                        "url: \"https://example.org/\"",
                        "method: \"POST\"",
                        "headers:",
                        "  X-Build: 1",
                        "timeout_seconds: 2.5",
                        "verify_tls: false");
        assertThat(saved.getCredentialBindings())
                .singleElement()
                .satisfies(binding -> assertThat(binding.getReference()).isEqualTo("api-token"));
        browser.open("job/call/configure");
        browser.soon(() -> assertThat(browser.has(credential("auth_token"))).isTrue());
        browser.soon(() -> assertThat(browser.find(credential("auth_token")).getDomProperty("value"))
                .isEqualTo("api-token"));
        assertThat(value("headers")).isEqualTo("{\n  \"X-Build\": 1\n}");
        assertThat(browser.driver().getPageSource()).doesNotContain("not in the page");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anotherActionTakesOverWhatItHasAFieldFor() throws Exception {
        AttuneBuilder builder = new AttuneBuilder("core.echo");
        builder.setParameters("message: kept");
        job("other", builder);
        browser.find(action()).clear();
        browser.type(action(), "core.fai");
        browser.type(action(), "l");
        browser.soon(() -> assertThat(browser.has(field("exit_code"))).isTrue());
        assertThat(value("message")).isEqualTo("kept");
        browser.type(action(), Keys.BACK_SPACE.toString() + "r" + Keys.TAB);
        browser.soon(() -> assertThat(browser.text()).contains("No installed pack has this action."));
        assertThat(browser.find(By.name("_.parameters")).getDomProperty("value").strip())
                .isEqualTo("message: \"kept\"");
        assertThat(browser.complaints()).isEmpty();
    }
}
