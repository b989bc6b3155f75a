package io.jenkins.plugins.attune.packs;

import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import io.jenkins.plugins.attune.engine.source.GitCheckout;
import io.jenkins.plugins.attune.engine.source.Staging;

/** In a Jenkins that cannot reach repositories. */
final class NoGit implements GitCheckout {
    @Override
    public String resolve(String url, String ref) throws SourceUnavailableException {
        throw absent();
    }

    @Override
    public void fetch(String url, String commit, Staging staging) throws SourceUnavailableException {
        throw absent();
    }

    private static SourceUnavailableException absent() {
        return new SourceUnavailableException(
                "repositories can't be read without the Git client plugin",
                null,
                "Install the plugin 'git-client', or have the pack as an archive.",
                null);
    }
}
