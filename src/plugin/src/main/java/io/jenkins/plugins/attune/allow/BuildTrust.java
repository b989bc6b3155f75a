package io.jenkins.plugins.attune.allow;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Optional;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;

/**
 * Whether somebody trusted has written what a build builds, as far as Jenkins can tell.
 *
 * <p>The same rule as for a {@code Jenkinsfile}: of a multibranch project, the source says which revisions it trusts,
 * which leaves out pull requests from strangers. Any other job builds what its own configuration says. What else a build
 * brings into its workspace nobody can tell.
 */
final class BuildTrust {
    private BuildTrust() {}

    /** Why it is not trusted; empty where it is. Asks the source, which may take a while. */
    static Optional<String> doubt(Run<?, ?> build, TaskListener listener) throws IOException, InterruptedException {
        SCMSource source = SCMSource.SourceByItem.findSource(build.getParent());
        if (source == null) {
            return Optional.empty();
        }
        SCMRevision revision = SCMRevisionAction.getRevision(source, build);
        if (revision == null) {
            return Optional.of("nothing tells which revision this build is of");
        }
        return revision.equals(source.getTrustedRevision(revision, listener))
                ? Optional.empty()
                : Optional.of(
                        "the revision " + revision + " of " + revision.getHead().getName() + " is not trusted");
    }
}
