package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.run.BuildPlace;
import io.jenkins.plugins.attune.run.BuildRun;
import io.jenkins.plugins.attune.run.BuildVariables;
import io.jenkins.plugins.attune.run.NotResumableException;
import io.jenkins.plugins.attune.run.RunOrder;
import io.jenkins.plugins.attune.run.RunReport;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousResumeNotSupportedException;

/**
 * One {@code attuneRun} under way.
 *
 * <p>What a pipeline saves of it is the run's id and a flag: the order, whose parameters are nobody's business, is transient, and
 * so is the run. After a restart of the controller it therefore fails as one that cannot resume, which
 * {@code retry(conditions: [nonresumable()])} understands. The thread of the pipeline never waits in here.
 */
final class AttuneRunExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private transient RunOrder order;

    private final boolean returnStatus;

    @CheckForNull
    private transient volatile BuildRun run;

    @CheckForNull
    private transient volatile Throwable interruption;

    @CheckForNull
    private String runId;

    AttuneRunExecution(StepContext context, RunOrder order, boolean returnStatus) {
        super(context);
        this.order = order;
        this.returnStatus = returnStatus;
    }

    @Override
    public boolean start() throws Exception {
        StepContext context = getContext();
        RunOrder wanted = order;
        if (wanted == null) {
            throw new IllegalStateException("a step starts once, before it is ever saved");
        }
        BuildRun started = BuildRun.start(
                wanted,
                new BuildPlace(
                        context.get(Run.class),
                        new BuildPlace.Spot(
                                context.get(Node.class), context.get(FilePath.class), context.get(Launcher.class)),
                        BuildVariables.of(
                                context.get(EnvVars.class),
                                context.get(EnvironmentExpander.class),
                                context.get(Run.class)),
                        context.get(TaskListener.class)),
                true);
        run = started;
        runId = started.id();
        order = null;
        started.whenEnded(this::ended);
        return false;
    }

    private void ended(@CheckForNull RunReport report, @CheckForNull Throwable error) {
        Throwable cause = interruption;
        if (cause != null) {
            if (error != null && error != cause) {
                cause.addSuppressed(error);
            }
            getContext().onFailure(cause);
        } else if (report == null) {
            getContext().onFailure(NotResumableException.isCauseOf(error) ? notResumable(error) : error);
        } else if (report.succeeded() || returnStatus) {
            getContext().onSuccess(report.result());
        } else {
            getContext().onFailure(report.toException());
        }
    }

    @Override
    public void stop(Throwable cause) {
        interruption = cause;
        // After a restart a pipeline may be stopped before it is told that it goes on.
        BuildRun current = run == null ? pickUp() : run;
        if (current == null) {
            getContext().onFailure(cause);
        } else {
            current.stop();
        }
    }

    @Override
    public void onResume() {
        if (run == null && pickUp() == null) {
            getContext().onFailure(notResumable(new IllegalStateException("the run was never begun")));
        }
    }

    /** Null where there was nothing to pick up. */
    @CheckForNull
    private synchronized BuildRun pickUp() {
        String id = runId;
        if (run == null && id != null) {
            try {
                BuildRun found = BuildRun.resume(
                        id, getContext().get(Run.class), getContext().get(TaskListener.class));
                run = found;
                found.whenEnded(this::ended);
            } catch (IOException | InterruptedException e) {
                getContext().onFailure(e);
            }
        }
        return run;
    }

    private Throwable notResumable(Throwable reason) {
        return new LostRunException(getContext(), reason);
    }

    /** A run nobody will follow any more, in the form that the conditions of {@code retry} know. */
    private static final class LostRunException extends SynchronousResumeNotSupportedException {
        private static final long serialVersionUID = 1L;

        private final String message;

        LostRunException(StepContext context, Throwable reason) {
            super(context);
            message = reason.getMessage();
            initCause(reason);
        }

        @Override
        public String getMessage() {
            return message;
        }
    }

    @Override
    public String getStatus() {
        return "Attune run " + runId;
    }
}
