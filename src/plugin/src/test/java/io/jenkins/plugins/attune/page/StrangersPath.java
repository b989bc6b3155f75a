package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** What the quick start has one do, in its order; each step takes a picture. */
final class StrangersPath {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1400;
    private static final int LEAST = 400;
    private static final int MOST = 2400;

    /** What the window takes around the page. */
    private static final int FRAME = 150;

    private static final String SECRET = "shared with the receiver";
    /** Jenkins has browsers ask it, which may be out of reach. */
    private static final String USAGE = "https://usage.jenkins.io/";

    private static final String SIGNATURE = "[0-9a-f]{64}";

    private static final String EDITOR = ".ace_editor";

    /** In its place where Jenkins runs for a test. */
    private static final String PLAIN_EDITOR = "textarea[name='_.script']";

    private static final String KEY = "//div[@name='secrets'][input[@name='_.parameter'][@value='key']]";
    private static final By MESSAGE =
            By.xpath("//div[@name='fields'][input[@name='_.name'][@value='message']]//textarea");

    private final Browser browser;
    private final Path pictures;

    StrangersPath(Browser browser, Path pictures) {
        this.browser = browser;
        this.pictures = pictures;
        browser.driver().manage().window().setSize(new Dimension(WIDTH, HEIGHT));
    }

    void installsThePlugin(Path hpi) {
        browser.open("manage/pluginManager/advanced");
        WebElement file = browser.find(By.cssSelector("form[name=uploadPlugin] input[type=file]"));
        file.sendKeys(hpi.toAbsolutePath().toString());
        browser.click(By.cssSelector("form[name=uploadPlugin] button[name=Submit]"));
        browser.soon(() -> assertThat(browser.text()).containsPattern("(?i)attune\\s+success"));
        browser.complaints();
        assertThat(browser.open("attune/").text()).contains("Overview");
        sawNoComplaint();
    }

    void addsTheIndex(String address) throws IOException {
        browser.open("manage/configure");
        String add = "//button[contains(normalize-space(),'Add source')]";
        await(By.xpath(add));
        scrolledTo(By.xpath(add)).click();
        choose("Pack index");
        By url = By.xpath("//*[@name='sources']//input[@name='_.url']");
        await(url);
        shoot("quick-source", browser.find(By.xpath(add + "/ancestor::*[contains(@class,'jenkins-form-item')][1]")));
        browser.find(url).clear();
        browser.type(url, address);
        save();
        sawNoViolation();
    }

    void installsAPack(String pack) throws IOException {
        browser.open("attune/packs/");
        browser.click(By.id("attune-look"));
        By install = By.id("attune-install-" + pack);
        browser.soon(() -> assertThat(browser.has(install)).isTrue());
        page("quick-offers");
        browser.click(install);
        browser.soon(() -> assertThat(browser.has(By.id("attune-pack-" + pack)))
                .as(browser.text())
                .isTrue());
        sawNoComplaint();
    }

    void runsItInAFreestyleJob() throws IOException {
        create("sign-release", "hudson_model_FreeStyleProject");
        addStep("Run Attune action");
        By action = By.cssSelector("input.attune-action");
        await(action);
        browser.type(action, "python_demo.sign");
        await(MESSAGE);
        browser.type(MESSAGE, "release $BUILD_NUMBER");
        assertThat(browser.text()).contains("message (required)", "What to sign.", "key (required)");
        addCredential();
        shoot(
                "quick-step",
                browser.find(By.xpath("//input[contains(@class,'attune-action')]/ancestor::*[@name='builder']")));
        save();
        build("sign-release");
        assertThat(console())
                .containsPattern(SIGNATURE)
                .contains("Finished: SUCCESS")
                .doesNotContain(SECRET);
        assertThat(console()).doesNotContain("waits on its executor");
        sawNoViolation();
    }

    /** By the button beside the choice. */
    private void addCredential() {
        scrolledTo(By.xpath(KEY + "//button[contains(@class,'credentials-add')]"))
                .click();
        choose("Jenkins");
        String form = "//form[@id='credentials-dialog-form']";
        By kind =
                By.xpath(form + "//*[contains(@class,'dropdownList-container') or contains(@class,'jenkins-form-item')]"
                        + "//select[contains(@class,'dropdownList')]");
        await(kind);
        option(kind, "Secret text");
        By text = By.xpath(form + "//input[@name='_.secret']");
        await(text);
        shown(text).sendKeys(SECRET);
        shown(By.xpath(form + "//input[@name='_.id']")).sendKeys("signing-key");
        browser.answer("ok");
        By choice = By.xpath(KEY + "//select");
        option(choice, "signing-key");
    }

    void runsItInAPipeline() {
        create("sign-pipeline", "org_jenkinsci_plugins_workflow_job_WorkflowJob");
        await(By.cssSelector(EDITOR + ", " + PLAIN_EDITOR));
        browser.driver()
                .executeScript(
                        "const e = document.querySelector('" + EDITOR + "');"
                                + "if (e) { e.env.editor.setValue(arguments[0]) }"
                                + "else { document.querySelector(\"" + PLAIN_EDITOR + "\").value = arguments[0] }",
                        """
                node {
                    def signed = attuneRun action: 'python_demo.sign',
                            parameters: [message: "release ${env.BUILD_NUMBER}"],
                            credentials: [key: 'signing-key']
                    echo "signature: ${signed.output.signature}"
                }
                """);
        save();
        build("sign-pipeline");
        assertThat(console()).containsPattern("signature: " + SIGNATURE).contains("Finished: SUCCESS");
        assertThat(console()).doesNotContain(SECRET);
        sawNoViolation();
    }

    void findsTheRun() throws IOException {
        browser.open("attune/runs/");
        page("quick-runs");
        browser.click(By.xpath("//table//tr[contains(.,'sign-release')]//a[normalize-space()='Succeeded']"));
        browser.soon(() -> assertThat(browser.text()).contains("All runs of this build"));
        assertThat(browser.text()).contains("python_demo.sign", "sha256").containsPattern(SIGNATURE);
        page("quick-run");
        browser.click(By.id("attune-stdout"));
        browser.soon(
                () -> assertThat(browser.find(By.id("attune-log")).getText()).containsPattern(SIGNATURE));
        assertThat(browser.driver().getPageSource()).doesNotContain(SECRET);
        sawNoComplaint();
    }

    void triesTheAction() throws IOException {
        create("trials", "hudson_model_FreeStyleProject");
        addStep("Run the Attune action that is tried");
        save();
        browser.open("attune/packs/python_demo/sign/");
        browser.click(By.cssSelector("a[href*='attune-try']"));
        await(MESSAGE);
        browser.type(MESSAGE, "only a trial");
        option(By.xpath(KEY + "//select"), "signing-key");
        page("try-light");
        browser.click(By.cssSelector("form[name=attune-try] button[name=Submit]"));
        browser.soon(() -> assertThat(browser.open("job/trials/1/console").text())
                .containsPattern(SIGNATURE)
                .contains("Finished: SUCCESS"));
        browser.complaints();
    }

    private void addStep(String step) {
        scrolledTo(By.xpath("//button[contains(normalize-space(),'Add build step')]"))
                .click();
        choose(step);
    }

    private void create(String name, String kind) {
        browser.open("view/all/newJob");
        await(By.id("name"));
        browser.type(By.id("name"), name);
        browser.click(By.cssSelector("#items ." + kind + " label"));
        browser.soon(
                () -> assertThat(browser.find(By.id("ok-button")).isEnabled()).isTrue());
        browser.click(By.id("ok-button"));
        browser.soon(() -> assertThat(browser.driver().getCurrentUrl()).endsWith("/job/" + name + "/configure"));
        browser.soon(() -> assertThat(browser.has(By.name("Submit"))).isTrue());
    }

    private void build(String job) {
        browser.open("job/" + job + "/");
        browser.click(By.linkText("Build Now"));
        browser.soon(() ->
                assertThat(browser.open("job/" + job + "/1/console").text()).contains("Finished:"));
    }

    private String console() {
        return browser.find(By.id("out")).getText();
    }

    /** Out of the menu that a button has opened. */
    private void choose(String item) {
        browser.click(By.xpath("//*[contains(@class,'jenkins-dropdown__item')][normalize-space()='" + item + "']"));
    }

    private void option(By select, String text) {
        browser.soon(() -> assertThat(browser.find(select).getText()).contains(text));
        browser.find(select)
                .findElement(By.xpath(".//option[contains(normalize-space(),'" + text + "')]"))
                .click();
    }

    private void save() {
        browser.click(By.cssSelector("button[name=Submit]"));
        browser.soon(() -> assertThat(browser.driver().getCurrentUrl()).doesNotContain("configure"));
    }

    private void await(By by) {
        browser.soon(() -> assertThat(browser.driver().findElements(by))
                .as(by + " in\n" + browser.text())
                .anyMatch(WebElement::isDisplayed));
    }

    /** Of the kinds of credentials that were looked at before, the fields are still there. */
    private WebElement shown(By by) {
        return browser.driver().findElements(by).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    private WebElement scrolledTo(By by) {
        await(by);
        WebElement element = browser.find(by);
        browser.driver().executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        return element;
    }

    private void sawNoComplaint() {
        assertThat(browser.complaints())
                .filteredOn(complaint -> !complaint.startsWith(USAGE))
                .isEmpty();
    }

    /** Forms of Jenkins itself complain of this and that. */
    private void sawNoViolation() {
        assertThat(browser.complaints())
                .filteredOn(complaint -> complaint.contains("Content Security Policy") || complaint.contains("attune"))
                .isEmpty();
    }

    private void page(String name) throws IOException {
        browser.driver().manage().window().setSize(new Dimension(WIDTH, LEAST));
        Number height = (Number) browser.driver().executeScript("return document.body.scrollHeight");
        browser.driver().manage().window().setSize(new Dimension(WIDTH, Math.min(MOST, height.intValue() + FRAME)));
        Files.write(pictures.resolve(name + ".png"), browser.driver().getScreenshotAs(OutputType.BYTES));
        browser.driver().manage().window().setSize(new Dimension(WIDTH, HEIGHT));
    }

    /** Without the bar that stays at the bottom of the window. */
    private void shoot(String name, WebElement element) throws IOException {
        browser.driver()
                .executeScript("document.querySelectorAll('#bottom-sticker, .jenkins-bottom-app-bar__shadow')"
                        + ".forEach(one => one.style.visibility = 'hidden')");
        Files.write(pictures.resolve(name + ".png"), element.getScreenshotAs(OutputType.BYTES));
        browser.driver()
                .executeScript("document.querySelectorAll('#bottom-sticker, .jenkins-bottom-app-bar__shadow')"
                        + ".forEach(one => one.style.visibility = '')");
    }
}
