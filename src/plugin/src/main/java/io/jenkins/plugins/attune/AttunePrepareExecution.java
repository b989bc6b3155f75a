package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.run.BuildPlace;
import io.jenkins.plugins.attune.run.BuildPreparation;
import io.jenkins.plugins.attune.run.BuildVariables;
import io.jenkins.plugins.attune.run.PrepareOrder;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One {@code attunePrepare} under way; the thread of the pipeline never waits in here.
 *
 * <p>After a restart of the controller it simply begins anew, as soon as the agent is back: what has been built by then is
 * found.
 */
final class AttunePrepareExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final PrepareOrder order;

    @CheckForNull
    private transient volatile BuildPreparation preparation;

    @CheckForNull
    private transient volatile Throwable interruption;

    @CheckForNull
    private String node;

    AttunePrepareExecution(StepContext context, PrepareOrder order) {
        super(context);
        this.order = order;
    }

    @Override
    public boolean start() throws Exception {
        node = getContext().get(Node.class).getNodeName();
        begin();
        return false;
    }

    private void begin() throws IOException, InterruptedException {
        StepContext context = getContext();
        BuildPreparation begun = BuildPreparation.start(
                order,
                new BuildPlace(
                        context.get(Run.class),
                        new BuildPlace.Spot(
                                context.get(Node.class), context.get(FilePath.class), context.get(Launcher.class)),
                        BuildVariables.of(
                                context.get(EnvVars.class),
                                context.get(EnvironmentExpander.class),
                                context.get(Run.class)),
                        context.get(TaskListener.class)));
        preparation = begun;
        begun.whenEnded(this::ended);
        if (interruption != null) {
            begun.stop();
        }
    }

    private void ended(@CheckForNull Throwable failure) {
        Throwable cause = interruption;
        if (cause != null) {
            getContext().onFailure(cause);
        } else if (failure != null) {
            getContext().onFailure(failure);
        } else {
            getContext().onSuccess(null);
        }
    }

    @Override
    public void stop(Throwable cause) {
        interruption = cause;
        BuildPreparation current = preparation;
        if (current == null) {
            getContext().onFailure(cause);
        } else {
            current.stop();
        }
    }

    @Override
    public void onResume() {
        BuildPreparation.whenBack(
                node,
                () -> {
                    if (interruption == null) {
                        begin();
                    }
                },
                getContext()::onFailure);
    }

    @Override
    public String getStatus() {
        return "environments of " + order.pack();
    }
}
