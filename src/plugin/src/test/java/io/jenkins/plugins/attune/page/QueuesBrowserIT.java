package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.run.TestTickets;
import jenkins.model.Jenkins;
import jenkins.security.csp.CspHeader;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.openqa.selenium.By;

/** The page of queues in a browser, under an enforced content security policy. */
@WithJenkins
class QueuesBrowserIT {
    private static final String CSP = CspHeader.class.getName() + ".headerName";

    private final TestTickets tickets = new TestTickets();
    private JenkinsRule rule;
    private Browser browser;
    private Run<?, ?> build;

    @BeforeEach
    void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        System.setProperty(CSP, CspHeader.ContentSecurityPolicy.getHeaderName());
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("ada", "bert"));
        WorkflowJob job = rule.createProject(WorkflowJob.class, "app");
        job.setDefinition(new CpsFlowDefinition("sleep 600", true));
        build = job.scheduleBuild2(0).waitForStart();
        browser = new Browser(rule).login("ada");
        browser.complaints();
    }

    @AfterEach
    void stop() {
        browser.close();
        System.clearProperty(CSP);
    }

    private void sawNoComplaint() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void thePageFollowsTheQueueWithoutAReload() throws Exception {
        String first = tickets.enter(build, TestTickets.one("deploy"));
        tickets.enter(build, TestTickets.one("deploy"));
        browser.open("attune/");
        assertThat(browser.rows("deploy")).hasSize(2);
        browser.driver().executeScript("window.loadedOnce = true");
        tickets.release(first, Outcome.SUCCEEDED);
        browser.soon(() ->
                assertThat(browser.rows("deploy")).singleElement().asString().startsWith("Running app #1"));
        tickets.enter(build, TestTickets.one("deploy"));
        browser.soon(() -> assertThat(browser.rows("deploy")).hasSize(2));
        assertThat(browser.driver().executeScript("return window.loadedOnce")).isEqualTo(true);
        browser.soon(() -> assertThat(browser.find(By.id("attune-news")).getDomProperty("textContent"))
                .isEqualTo("1 running, 1 waiting."));
        sawNoComplaint();
    }
}
