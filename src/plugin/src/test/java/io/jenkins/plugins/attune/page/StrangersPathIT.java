package io.jenkins.plugins.attune.page;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The way of the quick start, by nothing but the browser, in a Jenkins that somebody has just started.
 *
 * <p>{@code -Dattune.javaHome=…} starts that Jenkins with another Java, {@code -Dattune.war=…} starts another Jenkins,
 * {@code -Dattune.jenkins=http://localhost:8080/jenkins/} walks in one that runs, such as that of {@code hpi:run}, and
 * {@code -Dattune.screens=docs/images} makes the pictures of the guide.
 */
class StrangersPathIT {
    private static final Path PACKAGE = Path.of("target", "attune.hpi");
    private static final String RUNNING = System.getProperty("attune.jenkins");

    @RegisterExtension
    private final RealJenkinsExtension jenkins = jenkins();

    private static RealJenkinsExtension jenkins() {
        RealJenkinsExtension jenkins = new RealJenkinsExtension()
                .omitPlugins("attune", "lockable-resources")
                .javaOptions("-Djenkins.security.csp.CspHeader.headerName=Content-Security-Policy");
        String war = System.getProperty("attune.war");
        return (war == null ? jenkins : jenkins.withWar(Path.of(war).toFile()))
                .withJavaHome(System.getProperty("attune.javaHome", System.getProperty("java.home")));
    }

    @Test
    void leadsFromThePluginToTheResultOfARun() throws Throwable {
        if (RUNNING == null) {
            jenkins.startJenkins();
        }
        try (ExampleIndex index = new ExampleIndex("nodejs_demo", "python_demo", "shell_demo");
                Browser browser = new Browser(RUNNING == null ? jenkins.getUrl() : new URL(RUNNING))) {
            Path pictures = Path.of(System.getProperty("attune.screens", "target/strangers-path"));
            StrangersPath path = new StrangersPath(browser, Files.createDirectories(pictures));
            if (RUNNING == null) {
                path.installsThePlugin(PACKAGE);
            }
            path.addsTheIndex(index.address("index.json"));
            path.installsAPack("python_demo");
            path.runsItInAFreestyleJob();
            path.runsItInAPipeline();
            path.findsTheRun();
            path.triesTheAction();
        }
    }
}
