package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.jvnet.hudson.test.JenkinsRule;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NotFoundException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium in which somebody is signed in. */
final class Browser implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(90);

    /** One that is there, and not about to go. */
    private static final String DIALOG = "dialog[open]:not([closing])";

    private final ChromeDriver driver;
    private final URL jenkins;

    Browser(JenkinsRule rule) throws Exception {
        this(rule.getURL());
    }

    /** @param jenkins ends with a slash */
    Browser(URL jenkins) {
        this.jenkins = jenkins;
        ChromeOptions options = new ChromeOptions();
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,1000");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        onPath("chromium").ifPresent(chromium -> options.setBinary(chromium));
        ChromeDriverService.Builder service = new ChromeDriverService.Builder().withTimeout(SOON);
        onPath("chromedriver").ifPresent(service::usingDriverExecutable);
        this.driver = new ChromeDriver(service.build(), options);
    }

    /** Debian's browser and driver where they are; elsewhere Selenium looks for them itself. */
    private static Optional<File> onPath(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> new File(directory, command))
                .filter(File::canExecute)
                .findFirst();
    }

    ChromeDriver driver() {
        return driver;
    }

    /** With the dummy realm, whose passwords are the names. */
    Browser login(String user) {
        open("login");
        type(By.name("j_username"), user);
        type(By.name("j_password"), user + Keys.ENTER);
        soon(() -> assertThat(driver.getCurrentUrl()).doesNotContain("login"));
        return this;
    }

    Browser open(String path) {
        driver.get(jenkins + path);
        return this;
    }

    WebElement find(By by) {
        return driver.findElement(by);
    }

    boolean has(By by) {
        return !driver.findElements(by).isEmpty();
    }

    void type(By by, String text) {
        find(by).sendKeys(text);
    }

    /** To whatever has the focus. */
    void keys(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** To the field of a dialog, as soon as that has the focus. */
    void fill(CharSequence... keys) {
        soon(() -> assertThat(
                        driver.executeScript("return document.activeElement.matches(arguments[0])", DIALOG + " input"))
                .isEqualTo(true));
        keys(keys);
    }

    /** The id of what has the focus. */
    String focused() {
        return String.valueOf(driver.executeScript("return document.activeElement.id"));
    }

    /** Clicks what the refresh of the page may just be replacing. */
    void click(By by) {
        await().atMost(SOON).ignoreExceptions().until(() -> {
            find(by).click();
            return true;
        });
    }

    /** The rows of a queue, each on one line; asked for at once, since the page may be replacing them. */
    List<String> rows(String queue) {
        List<?> rows = (List<?>) driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(row => row.innerText)",
                "[data-attune-queue='" + queue + "'] tbody tr");
        return rows.stream()
                .map(row -> row.toString().strip().replaceAll("\\s+", " "))
                .toList();
    }

    String text() {
        return find(By.tagName("body")).getText();
    }

    /** Waits for what the page will show; it may not be there yet, or be replacing parts of itself meanwhile. */
    void soon(ThrowingRunnable assertion) {
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(NotFoundException.class)
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .untilAsserted(assertion);
    }

    /** Waits for a dialog that says all this. */
    void asks(String... texts) {
        soon(() -> assertThat(find(By.cssSelector(DIALOG)).getText()).contains(texts));
    }

    void answer(String button) {
        click(By.cssSelector(DIALOG + " [data-id=" + button + "]"));
    }

    /** Errors and violations of the content security policy since this was last asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
