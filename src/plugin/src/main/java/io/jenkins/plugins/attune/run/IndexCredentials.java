package io.jenkins.plugins.attune.run;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.IndexCredential;
import io.jenkins.plugins.attune.engine.environment.InstallerCredential;
import io.jenkins.plugins.attune.engine.environment.InstallerCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * The credentials that the administrator names for package indexes, looked up when an agent is about to install something.
 *
 * <p>They belong to the whole Jenkins, so it is not asked what the build's user may use. Each use is recorded with its
 * credential.
 */
final class IndexCredentials implements InstallerCredentials {
    private final Run<?, ?> build;

    IndexCredentials(Run<?, ?> build) {
        this.build = build;
    }

    @Override
    public List<InstallerCredential> read() throws IOException {
        List<InstallerCredential> found = new ArrayList<>();
        for (IndexCredential named :
                AttuneConfiguration.get().getEnvironments().getSources().getCredentials()) {
            found.add(read(named));
        }
        return found;
    }

    private InstallerCredential read(IndexCredential named) throws IOException {
        StandardUsernamePasswordCredentials login =
                find(StandardUsernamePasswordCredentials.class, named.getCredentialsId());
        if (login != null) {
            return used(named, login, login.getUsername(), login.getPassword());
        }
        StringCredentials token = find(StringCredentials.class, named.getCredentialsId());
        if (token != null) {
            return used(named, token, "", token.getSecret());
        }
        throw new IOException("the credential '" + named.getCredentialsId() + "' for packages from " + named.getHost()
                + " was not found in the global store: an administrator has to name another");
    }

    @CheckForNull
    private static <C extends IdCredentials> C find(Class<C> kind, String id) {
        return CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(kind, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
    }

    /** @param user as the installer takes it; empty for a token */
    private InstallerCredential used(IndexCredential named, StandardCredentials credential, String user, Secret secret)
            throws IOException {
        String password = secret.getPlainText();
        Predicate<String> odd = text -> text.chars().anyMatch(Character::isISOControl);
        if (odd.test(user) || odd.test(password)) {
            // It would be another line of an installer's configuration.
            throw new IOException("the credential '" + named.getCredentialsId() + "' for packages from "
                    + named.getHost() + " holds a line end or another control character");
        }
        CredentialsProvider.track(build, credential);
        return new InstallerCredential(named.getHost(), user, password.getBytes(StandardCharsets.UTF_8));
    }
}
