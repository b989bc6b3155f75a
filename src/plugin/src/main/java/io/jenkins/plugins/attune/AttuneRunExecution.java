package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.run.BuildPlace;
import io.jenkins.plugins.attune.run.BuildRun;
import io.jenkins.plugins.attune.run.BuildVariables;
import io.jenkins.plugins.attune.run.HeldQueues;
import io.jenkins.plugins.attune.run.KeyBlock;
import io.jenkins.plugins.attune.run.NotResumableException;
import io.jenkins.plugins.attune.run.QueueMember;
import io.jenkins.plugins.attune.run.Recall;
import io.jenkins.plugins.attune.run.ResultFile;
import io.jenkins.plugins.attune.run.RunOrder;
import io.jenkins.plugins.attune.run.RunReport;
import io.jenkins.plugins.attune.run.RunUser;
import io.jenkins.plugins.attune.run.SealedOrder;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousResumeNotSupportedException;

/**
 * One {@code attuneRun} under way.
 *
 * <p>What a pipeline saves of it is the run's id and a flag and, until the run is begun, its order, encrypted since its
 * parameters are nobody's business. So a run that waits for its turn, or is being prepared, goes on with that after a
 * restart of the controller, and one that was begun is followed again. The thread of the pipeline never waits in here.
 */
final class AttuneRunExecution extends StepExecution implements QueueMember {
    private static final long serialVersionUID = 2L;
    private static final Logger LOGGER = Logger.getLogger(AttuneRunExecution.class.getName());

    @CheckForNull
    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "a step starts before it is saved")
    private transient RunOrder order;

    private final boolean returnStatus;

    /** Where the result goes; null for nowhere. */
    @CheckForNull
    private final String resultFile;

    /** Until the run is begun. */
    @CheckForNull
    private volatile String sealedOrder;

    /** In whose name. */
    @CheckForNull
    private volatile String user;

    @CheckForNull
    private transient volatile BuildRun run;

    private transient volatile boolean goesOn;

    @CheckForNull
    private transient volatile Throwable interruption;

    @CheckForNull
    private String runId;

    AttuneRunExecution(StepContext context, RunOrder order, boolean returnStatus, @CheckForNull ResultFile resultFile) {
        super(context);
        this.order = order;
        this.returnStatus = returnStatus;
        this.resultFile = resultFile == null ? null : resultFile.path();
    }

    @Override
    public boolean start() throws Exception {
        RunOrder wanted = order;
        if (wanted == null) {
            throw new IllegalStateException("a step starts once, before it is ever saved");
        }
        sealedOrder = SealedOrder.seal(wanted);
        user = RunUser.name();
        BuildRun started = BuildRun.start(wanted, place(), true);
        started.whenBegun(this::begun);
        run = started;
        runId = started.id();
        order = null;
        goesOn = true;
        started.whenEnded(this::ended);
        return false;
    }

    private void begun() {
        sealedOrder = null;
    }

    private BuildPlace place() throws IOException, InterruptedException {
        StepContext context = getContext();
        Node node = context.get(Node.class);
        FilePath workspace = context.get(FilePath.class);
        Launcher launcher = context.get(Launcher.class);
        EnvVars variables = context.get(EnvVars.class);
        if (node == null || workspace == null || launcher == null || variables == null) {
            throw new IOException("the agent is away");
        }
        Run<?, ?> build = context.get(Run.class);
        return new BuildPlace(
                build,
                new BuildPlace.Spot(node, workspace, launcher),
                BuildVariables.of(variables, context.get(EnvironmentExpander.class), build),
                context.get(TaskListener.class),
                new BuildPlace.Enclosing(HeldQueues.keys(context.get(HeldQueues.class)), context.get(KeyBlock.class)));
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
        } else if (resultFile == null) {
            end(report);
        } else {
            new ResultFile(resultFile).writeSoon(this::workspace, report, problem -> {
                if (problem == null) {
                    end(report);
                } else {
                    getContext().onFailure(problem);
                }
            });
        }
    }

    private void end(RunReport report) {
        if (report.succeeded() || returnStatus) {
            getContext().onSuccess(report.result());
        } else {
            getContext().onFailure(report.toException());
        }
    }

    private FilePath workspace() throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null) {
            throw new IOException("the agent is away, and the file with the result can't be written");
        }
        return workspace;
    }

    @Override
    public void stop(Throwable cause) {
        interruption = cause;
        // After a restart a pipeline may be stopped before it is told that it goes on.
        BuildRun current = pickUp();
        if (current == null) {
            getContext().onFailure(cause);
        } else {
            current.stop();
        }
    }

    @Override
    public void onResume() {
        if (pickUp() == null) {
            getContext().onFailure(notResumable(new IllegalStateException("the run was never begun")));
        }
    }

    /** Null where there was nothing to pick up. */
    @CheckForNull
    private synchronized BuildRun pickUp() {
        BuildRun found = claimed();
        if (found != null && !goesOn) {
            goesOn = true;
            found.whenEnded(this::ended);
            found.goOn(new Memory());
        }
        return found;
    }

    @Override
    public void claimTicket() {
        claimed();
    }

    @CheckForNull
    private synchronized BuildRun claimed() {
        String id = runId;
        if (run == null && id != null) {
            try {
                BuildRun found = BuildRun.claim(
                        id, getContext().get(Run.class), getContext().get(TaskListener.class), RunUser.of(user));
                found.whenBegun(this::begun);
                run = found;
            } catch (IOException e) {
                getContext().onFailure(e);
            } catch (InterruptedException e) {
                LOGGER.log(Level.FINE, "Jenkins goes down while a run is looked for", e);
                Thread.currentThread().interrupt();
            }
        }
        return run;
    }

    /** What the saved state tells of a run that was not begun. */
    private final class Memory implements Recall {
        @Override
        @CheckForNull
        public RunOrder order() throws IOException {
            String sealed = sealedOrder;
            return sealed == null ? null : SealedOrder.open(sealed);
        }

        @Override
        public String node() throws IOException, InterruptedException {
            Node node = getContext().get(Node.class);
            if (node == null) {
                throw new IOException("the agent is no more");
            }
            return node.getNodeName();
        }

        @Override
        @CheckForNull
        public KeyBlock keyBlock() throws IOException, InterruptedException {
            return getContext().get(KeyBlock.class);
        }

        @Override
        public BuildPlace place() throws IOException, InterruptedException {
            return AttuneRunExecution.this.place();
        }
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
