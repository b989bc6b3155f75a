package io.jenkins.plugins.attune;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Runs the action that somebody asked for on the job's page "Try an action".
 *
 * <p>So a trial is a build like any other: of a job that an administrator made for it, on the agents of that job, with its
 * credentials, rules and queues, recorded and audited as builds are.
 */
public final class TryBuilder extends Builder implements SimpleBuildStep {
    @DataBoundConstructor
    public TryBuilder() {
        // Nothing is configured: all comes with the build.
    }

    @Override
    public void perform(
            Run<?, ?> build, FilePath workspace, EnvVars variables, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        TryRequest request = build.getAction(TryRequest.class);
        if (request == null) {
            throw new AbortException("this job runs what is asked for on its page 'Try an action', and nothing was");
        }
        request.builder().perform(build, workspace, variables, launcher, listener);
    }

    /** Offers the step to freestyle jobs. */
    @Extension
    @Symbol("attuneTry")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        public String getDisplayName() {
            return Messages.TryBuilder_displayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return FreeStyleProject.class.isAssignableFrom(type);
        }
    }
}
