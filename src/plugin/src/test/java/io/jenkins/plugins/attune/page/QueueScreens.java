package io.jenkins.plugins.attune.page;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.attune.engine.queue.Breaker;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.PolicySource;
import io.jenkins.plugins.attune.engine.queue.QueueSettings;
import io.jenkins.plugins.attune.engine.queue.Rate;
import io.jenkins.plugins.attune.run.QueueDesk;
import io.jenkins.plugins.attune.run.TestTickets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;

/**
 * Makes the pictures of the manual; not part of the build: {@code mvn -Pjenkins … -Dtest=QueueScreens
 * -Dattune.screens=docs/images -Dattune.darkTheme=theme.css}, with the style sheet of the dark-theme plugin.
 */
@WithJenkins
class QueueScreens {
    private static final int WIDTH = 1280;

    /** What a browser without a window takes of its height for the window. */
    private static final int FRAME = 150;

    private final TestTickets tickets = new TestTickets();
    private JenkinsRule rule;

    @Test
    void takePictures(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        for (String person : List.of("ada", "bert", "cleo")) {
            realm.createAccount(person, person);
        }
        rule.jenkins.setSecurityRealm(realm);
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("ada", "bert", "cleo"));
        populate();
        Path directory = Path.of(System.getProperty("attune.screens", "target"));
        String dark = Files.readString(Path.of(System.getProperty("attune.darkTheme")));
        try (Browser browser = new Browser(rule).login("ada")) {
            for (String theme : List.of("light", "dark")) {
                take(
                        browser,
                        "attune/queues/",
                        theme.equals("dark") ? dark : "",
                        directory.resolve("queues-" + theme + ".png"));
                take(
                        browser,
                        "attune/queue/deploy-prod/",
                        theme.equals("dark") ? dark : "",
                        directory.resolve("queue-" + theme + ".png"));
            }
        }
    }

    static void take(Browser browser, String path, String css, Path file) throws Exception {
        browser.driver().manage().window().setSize(new Dimension(WIDTH, 400));
        browser.open(path);
        if (!css.isEmpty()) {
            browser.driver()
                    .executeScript(
                            "document.documentElement.dataset.theme = 'dark'; const s = document.createElement('style');"
                                    + "s.textContent = arguments[0] + ' *, *::before, *::after { transition: none !important }'; document.head.append(s)",
                            css);
        }
        // Root actions of plugins that only tests need.
        browser.driver()
                .executeScript("document.querySelectorAll('[id^=root-action-]').forEach("
                        + "one => /AttuneRoot|ManageJenkins|SearchAction|UserAction/.test(one.id) || one.remove())");
        Number height = (Number) browser.driver().executeScript("return document.body.scrollHeight");
        browser.driver().manage().window().setSize(new Dimension(WIDTH, height.intValue() + FRAME));
        Files.write(file, browser.driver().getScreenshotAs(OutputType.BYTES));
    }

    private void populate() throws Exception {
        Claim deploy = Claim.of(
                "deploy-prod",
                Policy.limit(2).withRate(Rate.perMinute(30)),
                new PolicySource(PolicySource.Kind.PACK, "policies/deploy.yaml of the pack web"));
        Claim shop = Claim.of(
                "job:shop-deploy",
                Policy.limit(3),
                new PolicySource(PolicySource.Kind.ADMINISTRATOR, "the system configuration"));
        List<String> done = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            done.add(enter("shop-deploy", "bert", deploy));
        }
        enter("shop-deploy", "ada", deploy, shop);
        enter("blog-deploy", "cleo", deploy);
        tickets.release(done.get(0), Outcome.SUCCEEDED);
        tickets.release(done.get(1), Outcome.SUCCEEDED);
        for (String person : List.of("bert", "ada", "cleo")) {
            enter("shop-deploy", person, deploy, shop);
        }
        enter("nightly", null, deploy);

        Claim migrate = Claim.of(
                "web.migrate", Policy.limit(1), new PolicySource(PolicySource.Kind.ACTION, "the action web.migrate"));
        as("bert", "web.migrate", settings -> settings.pausedFor("schema freeze until the release is out"));
        enter("shop-migrate", "cleo", migrate);
        enter("blog-migrate", "bert", migrate);

        Claim provision = Claim.of(
                "cloud.provision",
                Policy.limit(5).withBreaker(new Breaker(3, 600)).withMaxWaiting(100),
                new PolicySource(PolicySource.Kind.PACK, "policies/provision.yaml of the pack cloud"));
        for (int i = 0; i < 3; i++) {
            tickets.release(enter("provision", "cleo", provision), Outcome.FAILED);
        }
        as("ada", "deploy-prod", settings -> settings.withPolicy(Policy.limit(4)));
        as("bert", "deploy-prod", settings -> settings.pausedFor("checking the load balancer"));
        as("bert", "deploy-prod", settings -> settings.resumed());
    }

    private void as(String person, String key, UnaryOperator<QueueSettings> edit) throws Exception {
        try (ACLContext ignored = ACL.as2(User.getById(person, true).impersonate2())) {
            long version = QueueDesk.get().view(key, 0).settings().version();
            QueueDesk.get().change(key, version, edit);
        }
    }

    private String enter(String job, String person, Claim... claims) throws Exception {
        return tickets.enter(build(job, person).getExternalizableId(), person, claims);
    }

    private Run<?, ?> build(String name, String person) throws Exception {
        WorkflowJob job = rule.jenkins.getItemByFullName(name, WorkflowJob.class);
        if (job == null) {
            job = rule.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition("sleep 600", true));
        }
        return person == null
                ? job.scheduleBuild2(0).waitForStart()
                : job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(person)))
                        .waitForStart();
    }
}
