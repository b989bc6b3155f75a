package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.config.GitSetting;
import io.jenkins.plugins.attune.packs.PackLibrary;
import io.jenkins.plugins.attune.packs.PackTask;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Packs of a repository that asks who one is. */
@WithJenkins
class GitCredentialsIT {
    private static final String USER = "pack-reader";
    private static final String PASSWORD = "correct-horse-battery-4711";

    @TempDir
    private static Path directory;

    private static JenkinsRule rule;
    private static GitServer server;

    @BeforeAll
    static void serve(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        Path files = directory.resolve("shell_demo");
        FileUtils.copyDirectory(Fixtures.EXAMPLES.resolve("shell_demo").toFile(), files.toFile());
        server = new GitServer(files, USER, PASSWORD);
        credential("reader", PASSWORD);
        credential("mistaken", "some-other-password");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void credential(String id, String password) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.SYSTEM, id, "", USER, password));
        SystemCredentialsProvider.getInstance().save();
    }

    private static PackTask installed(@CheckForNull String credential) throws Exception {
        GitSetting source = new GitSetting("shell_demo", server.url(), "main");
        source.setCredentialsId(credential);
        Packs.sources(source);
        return Packs.install("shell_demo");
    }

    @Test
    void theCredentialOfTheSourceOpensItAndIsToldNowhere() throws Exception {
        Path outside = Files.createDirectories(directory.resolve("logs"));
        try (FinestLog log = new FinestLog(outside.resolve("finest.log"))) {
            for (String wrong : new String[] {null, "mistaken", "none such"}) {
                PackTask refused = installed(wrong);
                assertThat(refused.state()).as(wrong).isEqualTo(PackTask.State.FAILED);
                assertThat(PackLibrary.get().shelf().find("shell_demo")).isEmpty();
                assertThat(refused.message()).contains(server.url()).doesNotContain("some-other-password");
            }
            PackTask task = installed("reader");
            assertThat(task.state()).as(task.message()).isEqualTo(PackTask.State.DONE);
            assertThat(task.message()).isEqualTo("shell_demo 0.1.0");
        }
        String header = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        SecretScanner scanner = new SecretScanner(PASSWORD, header);
        assertThat(scanner.files(outside)).isEmpty();
        assertThat(scanner.files(rule.jenkins.getRootDir().toPath())).isEmpty();
        assertThat(Files.readString(outside.resolve("finest.log"))).contains("CredentialsProvider");
    }
}
