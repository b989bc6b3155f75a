package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.run.BuildPlace;
import io.jenkins.plugins.attune.run.BuildPreparation;
import io.jenkins.plugins.attune.run.BuildVariables;
import io.jenkins.plugins.attune.run.PrepareOrder;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The build step "Prepare Attune pack" of freestyle jobs; the executor's thread waits for the environments. */
public final class AttunePrepareBuilder extends Builder implements SimpleBuildStep {
    private static final Logger LOGGER = Logger.getLogger(AttunePrepareBuilder.class.getName());

    private final String pack;

    @CheckForNull
    private String packs;

    @DataBoundConstructor
    public AttunePrepareBuilder(String pack) {
        this.pack = pack.strip();
    }

    public String getPack() {
        return pack;
    }

    @CheckForNull
    public String getPacks() {
        return packs;
    }

    @DataBoundSetter
    public void setPacks(@CheckForNull String packs) {
        this.packs = Util.fixEmptyAndTrim(packs);
    }

    @Override
    public void perform(
            Run<?, ?> build, FilePath workspace, EnvVars variables, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        if (node == null) {
            throw new AbortException("the agent of the workspace " + workspace + " is gone");
        }
        BuildPlace place = new BuildPlace(
                build, new BuildPlace.Spot(node, workspace, launcher), BuildVariables.of(variables, build), listener);
        await(BuildPreparation.start(new PrepareOrder(pack, packs), place));
    }

    private static void await(BuildPreparation preparation) throws InterruptedException, IOException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        preparation.whenEnded(failure -> {
            if (failure == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(failure);
            }
        });
        try {
            end.get();
        } catch (InterruptedException e) {
            preparation.stop();
            awaitStop(end);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AbortException abort ? abort : new IOException(e.getCause());
        }
    }

    private static void awaitStop(CompletableFuture<Void> end) throws InterruptedException {
        try {
            end.get(BuildPreparation.STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.FINE, "the preparation was stopped", e);
        }
    }

    /** Offers the step for every kind of job with build steps. */
    @Extension
    @Symbol("attunePreparePack")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        public String getDisplayName() {
            return Messages.AttunePrepareStep_displayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        @POST
        public FormValidation doCheckPack(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return FormChecks.in(item).required(value);
        }
    }
}
