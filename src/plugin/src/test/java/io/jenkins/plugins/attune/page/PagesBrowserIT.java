package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.attune.AttuneBuilder;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.DirectorySetting;
import io.jenkins.plugins.attune.config.PackSettings;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.csp.CspHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The pages of packs, actions and runs in a browser, under an enforced content security policy. */
@WithJenkins
class PagesBrowserIT {
    private static final String CSP = CspHeader.class.getName() + ".headerName";

    private static Browser browser;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        System.setProperty(CSP, CspHeader.ContentSecurityPolicy.getHeaderName());
        FreeStyleProject job = rule.createFreeStyleProject("app");
        AttuneBuilder builder = new AttuneBuilder("core.echo");
        builder.setParameters("message: hello");
        job.getBuildersList().add(builder);
        rule.buildAndAssertSuccess(job);
        PackSettings settings = new PackSettings();
        settings.setSources(List.of(new DirectorySetting(
                Path.of("src", "test", "packs").toAbsolutePath().toString())));
        AttuneConfiguration.get().setPacks(settings);
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("ada"));
        browser = new Browser(rule).login("ada");
        browser.complaints();
    }

    @AfterAll
    static void stop() {
        browser.close();
        System.clearProperty(CSP);
    }

    private static void sawNoComplaint() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static long rows(String table) {
        return browser.driver().findElements(By.cssSelector("#" + table + " > tbody > tr")).stream()
                .filter(row -> row.isDisplayed())
                .count();
    }

    @Test
    void thePanelLeadsToEveryPage() {
        browser.open("attune/");
        for (String page : List.of("Packs", "Runs", "Queues", "Environments", "Overview")) {
            browser.click(By.xpath("//*[@id='side-panel']//a[normalize-space()='" + page + "']"));
            browser.soon(() -> assertThat(
                            browser.find(By.cssSelector("#main-panel h1")).getText())
                    .isEqualTo(page));
            browser.soon(() -> assertThat(browser.find(By.cssSelector("#side-panel .task-link--active"))
                            .getText())
                    .isEqualTo(page));
            sawNoComplaint();
        }
    }

    @Test
    void anActionIsFoundWithTheKeyboard() {
        browser.open("attune/packs/core/");
        long all = rows("attune-actions");
        for (int i = 0; i < 60 && !browser.focused().equals("attune-filter"); i++) {
            browser.keys(Keys.TAB);
        }
        browser.keys("http");
        browser.soon(() -> assertThat(rows("attune-actions")).isEqualTo(1).isLessThan(all));
        browser.soon(
                () -> assertThat(browser.find(By.id("attune-actions-shown")).getDomProperty("textContent"))
                        .isEqualTo("1 actions are shown."));
        for (int i = 0; i < 20 && !browser.focused().equals("attune-action-http_request"); i++) {
            browser.keys(Keys.TAB);
        }
        browser.keys(Keys.ENTER);
        browser.soon(() -> assertThat(browser.text()).contains("core.http_request", "Calls to copy"));
        sawNoComplaint();
    }

    @Test
    void aRunIsReadFromTheListToItsOutput() {
        browser.open("attune/runs/");
        browser.click(By.linkText("Succeeded"));
        browser.soon(() -> assertThat(browser.text()).contains("core.echo", "All runs of this build"));
        browser.click(By.id("attune-stdout"));
        browser.soon(
                () -> assertThat(browser.find(By.id("attune-log")).getText()).isEqualTo("hello"));
        browser.open("attune/packs/core/echo/");
        assertThat(browser.driver().findElements(By.cssSelector(".attune-chart rect")))
                .hasSize(1);
        sawNoComplaint();
    }

    @Test
    void aPackIsInstalledAndRemoved() {
        browser.open("attune/packs/");
        browser.click(By.id("attune-look"));
        browser.soon(() ->
                assertThat(browser.has(By.id("attune-install-queue_trial"))).isTrue());
        browser.click(By.id("attune-install-queue_trial"));
        browser.soon(
                () -> assertThat(browser.has(By.id("attune-pack-queue_trial"))).isTrue());
        browser.soon(() -> assertThat(browser.text()).contains("Done"));
        browser.click(By.cssSelector("[data-url*='remove?pack=queue_trial']"));
        browser.asks("Remove the pack queue_trial?");
        browser.answer("cancel");
        browser.click(By.cssSelector("[data-url*='remove?pack=queue_trial']"));
        browser.asks("Remove the pack queue_trial?");
        browser.answer("ok");
        browser.soon(
                () -> assertThat(browser.has(By.id("attune-pack-queue_trial"))).isFalse());
        sawNoComplaint();
    }
}
