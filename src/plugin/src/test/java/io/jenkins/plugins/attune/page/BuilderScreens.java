package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.util.Secret;
import io.jenkins.plugins.attune.AttuneBuilder;
import io.jenkins.plugins.attune.CredentialBinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** Makes the pictures of the build step's form; not part of the build, see {@link QueueScreens}. */
@WithJenkins
class BuilderScreens {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 3200;

    @Test
    void takePictures(JenkinsRule rule) throws Exception {
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("ada"));
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "api-token", "API of the shop", Secret.fromString("example")));
        FreeStyleProject job = rule.createFreeStyleProject("announce");
        AttuneBuilder call = new AttuneBuilder("core.http_request");
        call.setParameters(
                "url: https://shop.example.org/releases\nmethod: POST\njson: {job: $JOB_NAME, build: $BUILD_NUMBER}"
                        + "\ntimeout_seconds: 0");
        call.setCredentialBindings(List.of(new CredentialBinding("auth_token", "api-token")));
        job.getBuildersList().add(call);
        Path directory = Path.of(System.getProperty("attune.screens", "target"));
        String theme = System.getProperty("attune.darkTheme");
        try (Browser browser = new Browser(rule).login("ada")) {
            take(browser, "", directory.resolve("builder-light.png"));
            if (theme != null) {
                take(browser, Files.readString(Path.of(theme)), directory.resolve("builder-dark.png"));
            }
            browser.open("job/announce/configure");
            browser.find(By.cssSelector("input.attune-action")).clear();
            browser.type(By.cssSelector("input.attune-action"), "core.");
            browser.soon(() -> assertThat(browser.text()).contains("core.sleep"));
            browser.keys(Keys.ARROW_DOWN);
            shoot(browser, directory.resolve("builder-search.png"));
        }
    }

    private static void take(Browser browser, String css, Path file) throws Exception {
        browser.driver().manage().window().setSize(new Dimension(WIDTH, HEIGHT));
        browser.open("job/announce/configure");
        if (!css.isEmpty()) {
            browser.driver()
                    .executeScript(
                            "document.documentElement.dataset.theme = 'dark'; const s = document.createElement('style');"
                                    + "s.textContent = arguments[0] + ' *, *::before, *::after { transition: none !important }';"
                                    + "document.head.append(s)",
                            css);
        }
        browser.soon(() -> assertThat(browser.text()).contains("must be at least 0.1"));
        browser.soon(() -> assertThat(browser.text()).contains("API of the shop"));
        shoot(browser, file);
    }

    /** The step alone, without the bar that stays at the bottom of the window. */
    private static void shoot(Browser browser, Path file) throws Exception {
        browser.driver()
                .executeScript("document.querySelectorAll('#bottom-sticker, .jenkins-bottom-app-bar__shadow')"
                        + ".forEach(one => one.remove())");
        WebElement step =
                browser.find(By.xpath("//input[contains(@class,'attune-action')]/ancestor::*[@name='builder']"));
        Files.write(file, step.getScreenshotAs(OutputType.BYTES));
    }
}
