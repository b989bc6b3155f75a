package io.jenkins.plugins.attune.page;

import static org.awaitility.Awaitility.await;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.DirectorySetting;
import io.jenkins.plugins.attune.config.PackSettings;
import io.jenkins.plugins.attune.engine.history.PastRun;
import io.jenkins.plugins.attune.packs.PackDesk;
import io.jenkins.plugins.attune.packs.PackTask;
import io.jenkins.plugins.attune.run.RecentRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Makes the pictures of packs, actions and runs; not part of the build: {@code mvn -Pjenkins … -Dtest=PageScreens
 * -Dattune.screens=docs/images -Dattune.darkTheme=theme.css -Dattune.packs=<directory of packs>}.
 */
@WithJenkins
class PageScreens {
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Random random = new Random(7);
    private JenkinsRule rule;

    @Test
    void takePictures(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        realm.createAccount("ada", "ada");
        rule.jenkins.setSecurityRealm(realm);
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("ada"));
        install(System.getProperty("attune.packs"));
        String run = run();
        Path directory = Path.of(System.getProperty("attune.screens", "target"));
        String dark = Files.readString(Path.of(System.getProperty("attune.darkTheme")));
        try (Browser browser = new Browser(rule).login("ada")) {
            for (String theme : List.of("light", "dark")) {
                String css = theme.equals("dark") ? dark : "";
                String end = "-" + theme + ".png";
                QueueScreens.take(browser, "attune/", css, directory.resolve("overview" + end));
                QueueScreens.take(browser, "attune/packs/", css, directory.resolve("packs" + end));
                QueueScreens.take(browser, "attune/packs/sitecheck/", css, directory.resolve("pack" + end));
                QueueScreens.take(browser, "attune/packs/vault/kv_write/", css, directory.resolve("action" + end));
                QueueScreens.take(browser, "attune/runs/?limit=12", css, directory.resolve("runs" + end));
                QueueScreens.take(browser, run, css, directory.resolve("run" + end));
                QueueScreens.take(browser, "attune/environments/", css, directory.resolve("environments" + end));
            }
        }
    }

    private static void install(String packs) throws Exception {
        PackSettings settings = new PackSettings();
        settings.setSources(List.of(new DirectorySetting(packs)));
        AttuneConfiguration.get().setPacks(settings);
        for (String pack : List.of("jira", "vault", "datadog", "sitecheck")) {
            PackDesk.get().install(pack);
            await().atMost(SOON)
                    .until(() ->
                            PackDesk.get().task(pack).filter(PackTask::hasEnded).isPresent());
        }
        PackDesk.get().look();
        await().atMost(SOON).until(() -> PackDesk.get().news().isPresent());
    }

    /** A page of one that really ran. */
    private String run() throws Exception {
        for (String name : List.of("shop-deploy", "blog-deploy", "nightly", "ticket-triage")) {
            FreeStyleProject job = rule.createFreeStyleProject(name);
            for (int i = 0; i < 3; i++) {
                job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("ada")))
                        .get();
            }
        }
        List<String> actions = List.of("vault.kv_read", "vault.kv_write", "jira.create_issue", "datadog.list_monitors");
        List<String> jobs = List.of("shop-deploy", "blog-deploy", "nightly", "ticket-triage");
        for (int i = 0; i < 400; i++) {
            String action = actions.get(random.nextInt(actions.size()));
            past(action, jobs.get(random.nextInt(jobs.size())), 1 + random.nextInt(3), 400 - i);
        }
        WorkflowJob job = rule.createProject(WorkflowJob.class, "site-check");
        job.setDefinition(new CpsFlowDefinition(
                "node { attuneRun action: 'core.http_request', parameters: [url: '" + rule.getURL() + "login'] }",
                true));
        rule.buildAndAssertSuccess(job);
        try (var runs = Files.list(job.getLastBuild().getRootDir().toPath().resolve("attune"))) {
            return job.getLastBuild().getUrl() + "attune/run/"
                    + runs.findFirst().orElseThrow().getFileName() + "/";
        }
    }

    private void past(String action, String job, int build, int minutesAgo) {
        boolean failed = random.nextInt(9) == 0;
        boolean refused = random.nextInt(30) == 0;
        long queued = random.nextInt(3) == 0 ? random.nextInt(9000) : random.nextInt(5);
        long environment = random.nextInt(8) == 0 ? 1500 + random.nextInt(2500) : 2 + random.nextInt(3);
        long running = 700 + random.nextInt(2200) + (action.length() % 5) * 400L;
        String status = refused ? "refused" : failed ? "failed" : "succeeded";
        RecentRuns.get()
                .add(new PastRun(
                        UUID.randomUUID().toString(),
                        action,
                        new PastRun.Origin(
                                job,
                                build,
                                job.equals("nightly") ? null : "ada",
                                refused ? null : "agent-" + (1 + build % 2),
                                refused ? null : "0.1.0"),
                        new PastRun.Ending(
                                status,
                                refused ? "invalid_parameters" : null,
                                refused ? null : failed ? Integer.valueOf(2) : Integer.valueOf(0)),
                        new PastRun.Times(
                                System.currentTimeMillis()
                                        - Duration.ofMinutes(minutesAgo).toMillis(),
                                refused ? null : queued,
                                refused ? null : environment,
                                refused ? null : running,
                                refused ? 4 : queued + environment + running + 120 + random.nextInt(60))));
    }
}
