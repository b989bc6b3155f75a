package io.jenkins.plugins.attune.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A configuration with everything in it goes from one Jenkins to another, and is the same there. */
class ConfigurationTransferIT {
    private static final String SECRET = "the-password-of-the-repository";

    @RegisterExtension
    private final JenkinsSessionExtension one = new JenkinsSessionExtension();

    @RegisterExtension
    private final JenkinsSessionExtension other = new JenkinsSessionExtension();

    private static String exported() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        return Util.toYamlString(Util.getUnclassifiedRoot(context).get("attune"));
    }

    @Test
    void whatIsExportedIsTheSameAfterItWasImportedElsewhere(@TempDir Path directory) throws Throwable {
        AtomicReference<String> first = new AtomicReference<>();
        one.then(rule -> {
            UsernamePasswordCredentialsImpl reader =
                    new UsernamePasswordCredentialsImpl(CredentialsScope.SYSTEM, "git-reader", "", "bot", SECRET);
            SystemCredentialsProvider.getInstance().getCredentials().add(reader);
            URL everything = ConfigurationTransferIT.class.getResource("attune.yaml");
            ConfigurationAsCode.get().configure(everything.toString());
            first.set(exported());
        });
        Path file = directory.resolve("exported.yaml");
        String indented = "unclassified:\n  attune:\n" + first.get().replaceAll("(?m)^(?=.)", "    ");
        Files.writeString(file, indented);

        other.then(rule -> {
            String defaults = exported();
            ConfigurationAsCode.get().configure(file.toString());

            assertThat(exported()).isEqualTo(first.get()).isNotEqualTo(defaults);
        });
        assertThat(first.get())
                .contains("credentialsId: \"git-reader\"", "sha256:", "limits:", "queues:", "retention:", "allow:")
                .doesNotContain(SECRET);
    }
}
