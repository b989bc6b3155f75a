package io.jenkins.plugins.attune.run;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.engine.queue.Owner;
import io.jenkins.plugins.attune.engine.queue.Request;
import org.springframework.security.core.Authentication;

/**
 * Whose run it is, and who is told of it.
 *
 * @param id of the run
 * @param user in whose name the build runs
 */
record Applicant(String id, Run<?, ?> build, TaskListener listener, Authentication user) {
    /** As queues know it. */
    Owner owner() {
        return new Owner(build.getExternalizableId(), RunClaims.person(build));
    }

    WaitNews news(String subject, Request request) {
        return new WaitNews(subject, request, listener, user);
    }
}
