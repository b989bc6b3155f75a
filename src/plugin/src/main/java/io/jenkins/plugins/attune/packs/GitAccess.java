package io.jenkins.plugins.attune.packs;

import hudson.ExtensionPoint;
import io.jenkins.plugins.attune.engine.source.GitCheckout;
import java.util.function.UnaryOperator;

/** How repositories are reached; there is one where the Git client plugin is installed. */
public interface GitAccess extends ExtensionPoint {
    /** @param credentials id of the credential for a repository; null for none */
    GitCheckout checkout(UnaryOperator<String> credentials);
}
