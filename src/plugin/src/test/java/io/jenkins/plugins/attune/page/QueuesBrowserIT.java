package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.engine.queue.Breaker;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.PolicySource;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import io.jenkins.plugins.attune.run.QueueDesk;
import io.jenkins.plugins.attune.run.TestTickets;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.csp.CspHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

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
        build = TestTickets.running(rule, "app");
        browser = new Browser(rule).login("ada");
        browser.complaints();
    }

    @AfterEach
    void stop() {
        browser.close();
        System.clearProperty(CSP);
    }

    private Browser opened(String path) {
        browser.open(path);
        browser.driver().executeScript("window.loadedOnce = true");
        return browser;
    }

    /** Apart from what the test provoked. */
    private void sawNoComplaintBut(String... expected) {
        assertThat(browser.complaints())
                .filteredOn(said -> Stream.of(expected).noneMatch(said::contains))
                .isEmpty();
        assertThat(browser.driver().executeScript("return window.loadedOnce")).isEqualTo(true);
    }

    private void enter(String key, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            tickets.enter(build, TestTickets.one(key));
        }
    }

    private static By button(String action, String queue) {
        return By.id("attune-" + action + "-" + queue);
    }

    @Test
    void thePageFollowsTheQueueWithoutAReload() throws Exception {
        String first = tickets.enter(build, TestTickets.one("deploy"));
        tickets.enter(build, TestTickets.one("deploy"));
        opened("attune/queues/");
        assertThat(browser.rows("deploy")).hasSize(2);
        tickets.release(first, Outcome.SUCCEEDED);
        browser.soon(() ->
                assertThat(browser.rows("deploy")).singleElement().asString().startsWith("Running app #1"));
        tickets.enter(build, TestTickets.one("deploy"));
        browser.soon(() -> assertThat(browser.rows("deploy")).hasSize(2));
        browser.soon(() -> assertThat(browser.find(By.id("attune-news")).getDomProperty("textContent"))
                .isEqualTo("1 running, 1 waiting."));
        sawNoComplaintBut();
    }

    @Test
    void updatesCanBeStopped() throws Exception {
        enter("deploy", 1);
        opened("attune/queue/deploy/");
        browser.click(By.id("attune-live"));
        browser.soon(
                () -> assertThat(browser.find(By.id("attune-live")).getText()).isEqualTo("Update live"));
        enter("deploy", 1);
        browser.click(By.id("attune-live"));
        browser.soon(() -> assertThat(browser.rows("deploy")).hasSize(2));
        sawNoComplaintBut();
    }

    @Test
    void aPauseKeepsWhoWaitsFromStarting() throws Exception {
        String first = tickets.enter(build, TestTickets.one("deploy"));
        String second = tickets.enter(build, TestTickets.one("deploy"));
        opened("attune/queue/deploy/");
        browser.click(button("pause", "deploy"));
        browser.asks("Pause deploy", "Reason, for the others");
        browser.fill("release freeze");
        browser.answer("ok");
        browser.soon(() -> assertThat(browser.text())
                .contains("Paused. Last changed by ada,", ": release freeze", "Changes by people"));
        tickets.release(first, Outcome.SUCCEEDED);
        browser.soon(() ->
                assertThat(browser.rows("deploy")).singleElement().asString().startsWith("1 app #1"));
        assertThat(tickets.ticket(second).state()).isEqualTo(TicketState.WAITING);

        browser.click(button("pause", "deploy"));
        browser.asks("Resume deploy?");
        browser.answer("ok");
        browser.soon(() ->
                assertThat(browser.rows("deploy")).singleElement().asString().startsWith("Running"));
        assertThat(tickets.ticket(second).state()).isEqualTo(TicketState.HELD);
        sawNoComplaintBut();
    }

    @Test
    void aLimitRaisedFromOneToFiveStartsFour() throws Exception {
        enter("deploy", 21);
        opened("attune/queue/deploy/");
        browser.click(button("limit", "deploy"));
        browser.fill("5");
        browser.answer("ok");
        browser.soon(() -> assertThat(browser.rows("deploy"))
                .hasSize(21)
                .filteredOn(row -> row.startsWith("Running"))
                .hasSize(5));
        browser.soon(
                () -> assertThat(browser.text()).contains("5 of 5", "the administrator's policy", "limit none → 5"));
        assertThat(browser.rows("deploy").get(5)).startsWith("1 app #1");

        browser.click(button("limit", "deploy"));
        browser.fill(Keys.BACK_SPACE, "2");
        browser.answer("ok");
        browser.soon(() -> assertThat(browser.text()).contains("5 of 2", "limit 5 → 2"));
        sawNoComplaintBut();
    }

    @Test
    void aStaleChangeIsRefusedAndSaysWhatItMissed() throws Exception {
        enter("deploy", 2);
        opened("attune/queue/deploy/");
        browser.click(By.id("attune-live"));
        try (ACLContext ignored = ACL.as2(User.getById("bert", true).impersonate2())) {
            QueueDesk.get().change("deploy", 0, settings -> settings.withPolicy(Policy.limit(3)));
        }
        browser.click(button("limit", "deploy"));
        browser.fill("7");
        browser.answer("ok");
        browser.asks("Somebody else changed this queue", "Nothing was changed.", "bert", "limit none → 3");
        browser.answer("ok");
        assertThat(QueueDesk.get()
                        .view("deploy", 0)
                        .settings()
                        .settings()
                        .policy()
                        .limit())
                .isEqualTo(3);
        browser.soon(() -> assertThat(browser.rows("deploy")).allMatch(row -> row.startsWith("Running")));

        browser.click(button("limit", "deploy"));
        browser.fill(Keys.BACK_SPACE, "7");
        browser.answer("ok");
        browser.soon(() -> assertThat(browser.text()).contains("limit 3 → 7"));
        sawNoComplaintBut("409");
    }

    @Test
    void aWrongLimitIsRefusedWithItsReason() throws Exception {
        enter("deploy", 1);
        opened("attune/queues/");
        browser.click(button("limit", "deploy"));
        browser.fill("0");
        browser.answer("ok");
        browser.soon(() -> browser.asks("the limit must be from 1 to 1000000, and is 0"));
        sawNoComplaintBut("400");
    }

    @Test
    void aSlotIsReleasedAndAWaiterRemoved() throws Exception {
        enter("deploy", 3);
        opened("attune/queues/");
        browser.click(button("release", "deploy-1"));
        browser.asks("Release the slot of app #1?");
        browser.answer("cancel");
        browser.click(button("release", "deploy-1"));
        browser.answer("ok");
        browser.soon(() -> assertThat(browser.rows("deploy")).hasSize(2));
        assertThat(browser.has(button("release", "deploy-2"))).isTrue();
        browser.click(button("remove", "deploy-3"));
        browser.answer("ok");
        browser.soon(() -> assertThat(browser.rows("deploy")).hasSize(1));
        browser.soon(() -> assertThat(tickets.ends()).hasSize(1));
        sawNoComplaintBut();
    }

    @Test
    void anOpenBreakerIsShownAndReset() throws Exception {
        Claim claim = Claim.of(
                "deploy",
                Policy.limit(1).withBreaker(new Breaker(1, 600)),
                new PolicySource(PolicySource.Kind.PACK, "policies/deploy.yaml of the pack web"));
        tickets.release(tickets.enter(build, claim), Outcome.FAILED);
        opened("attune/queues/");
        assertThat(browser.text())
                .contains("Breaker open", "One failure. The last one was app #1.", "Runs are refused until");
        browser.click(button("breaker", "deploy"));
        browser.answer("ok");
        browser.soon(() -> assertThat(browser.text()).doesNotContain("Breaker open"));
        tickets.enter(build, claim);
        browser.soon(() -> assertThat(browser.rows("deploy")).hasSize(1));
        sawNoComplaintBut();
    }

    @Test
    void allOfItIsDoneWithTheKeyboard() throws Exception {
        enter("deploy", 2);
        opened("attune/queues/");
        for (int i = 0; i < 60 && !browser.focused().equals("attune-limit-deploy"); i++) {
            browser.keys(Keys.TAB);
        }
        assertThat(browser.focused()).isEqualTo("attune-limit-deploy");
        enter("deploy", 1);
        browser.soon(() -> assertThat(browser.rows("deploy")).hasSize(3));
        assertThat(browser.focused())
                .as("after the part of the page was replaced")
                .isEqualTo("attune-limit-deploy");
        browser.keys(Keys.ENTER);
        browser.fill("2", Keys.ENTER);
        browser.soon(() -> assertThat(browser.rows("deploy").get(1)).startsWith("Running"));
        browser.soon(() -> assertThat(browser.focused()).isEqualTo("attune-limit-deploy"));
        browser.keys(Keys.ENTER);
        browser.fill(Keys.ESCAPE);
        browser.soon(() -> assertThat(browser.focused()).isEqualTo("attune-limit-deploy"));
        sawNoComplaintBut();
    }

    /** Otherwise the other tests would find nothing, whatever the page did. */
    @Test
    void whatTheSecurityPolicyForbidsIsSeen() throws Exception {
        opened("attune/queues/");
        sawNoComplaintBut();
        browser.driver()
                .executeScript("const s = document.createElement('script'); s.textContent = 'window.bad = true';"
                        + "document.body.append(s)");
        assertThat(browser.complaints()).singleElement().asString().contains("Content Security Policy");
    }
}
