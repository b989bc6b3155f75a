package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.run.BuildPlace;
import io.jenkins.plugins.attune.run.BuildRun;
import io.jenkins.plugins.attune.run.RunOrder;
import io.jenkins.plugins.attune.run.RunReport;
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
    private transient BuildRun run;

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
                        context.get(Node.class),
                        context.get(FilePath.class),
                        context.get(EnvVars.class),
                        context.get(TaskListener.class)));
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
            getContext().onFailure(error);
        } else if (report.succeeded() || returnStatus) {
            getContext().onSuccess(report.result());
        } else {
            getContext().onFailure(report.toException());
        }
    }

    @Override
    public void stop(Throwable cause) {
        BuildRun current = run;
        if (current == null) {
            getContext().onFailure(cause);
        } else {
            interruption = cause;
            current.stop();
        }
    }

    @Override
    public void onResume() {
        getContext().onFailure(new SynchronousResumeNotSupportedException(getContext()));
    }

    @Override
    public String getStatus() {
        return "Attune run " + runId;
    }
}
