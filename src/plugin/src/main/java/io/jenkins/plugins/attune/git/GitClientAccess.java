package io.jenkins.plugins.attune.git;

import hudson.Extension;
import io.jenkins.plugins.attune.engine.source.GitCheckout;
import io.jenkins.plugins.attune.packs.GitAccess;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.gitclient.GitClient;

/** Reaches repositories as the jobs of this Jenkins do: its git, its proxy, its known hosts, its credentials. */
@Extension(optional = true)
public final class GitClientAccess implements GitAccess {
    /** Fails where the Git client plugin is not installed, so that this is left out. */
    public GitClientAccess() {
        GitClient.class.getName();
    }

    @Override
    public GitCheckout checkout(UnaryOperator<String> credentials) {
        return new ClientCheckout(credentials);
    }
}
