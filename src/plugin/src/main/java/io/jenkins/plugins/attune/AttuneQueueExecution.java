package io.jenkins.plugins.attune;

import com.google.common.util.concurrent.MoreExecutors;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.run.BlockTicket;
import io.jenkins.plugins.attune.run.HeldQueues;
import io.jenkins.plugins.attune.run.QueueCall;
import io.jenkins.plugins.attune.run.QueueMember;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One {@code attuneQueue} under way: in the line, or in its body.
 *
 * <p>What a pipeline saves of it is the ticket and whether the body has begun. {@link #begun} changes in the same slice
 * of the pipeline's thread as its body begins, so that a saved state has either both or neither. In the same way a slot
 * is given back only when the state that knows of the body's end has been saved: a controller that is killed in between
 * would otherwise go on with a body whose slot is another's.
 */
final class AttuneQueueExecution extends StepExecution implements QueueMember, BlockTicket.Turn {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(AttuneQueueExecution.class.getName());
    private static final int MILLIS_OF_TENTH = 100;

    private final String key;

    @CheckForNull
    private final Integer limit;

    @CheckForNull
    private final Integer maxWaiting;

    @CheckForNull
    private final Integer timeout;

    private final long askedMillis = System.currentTimeMillis();

    /** Null where it needs none: nobody asks for anything, or an outer block holds the slot. */
    @CheckForNull
    private volatile String savedTicket;

    private boolean waited;
    private volatile boolean begun;

    @CheckForNull
    private volatile BodyExecution body;

    /** How the body ended, for a restart before the pipeline has heard of it. */
    @CheckForNull
    private Outcome outcome;

    @CheckForNull
    private Object result;

    @CheckForNull
    private Throwable error;

    @CheckForNull
    private transient volatile BlockTicket ticket;

    @CheckForNull
    private transient volatile Throwable interruption;

    /** Whether the pipeline goes on, after a restart. */
    private transient volatile boolean ready;

    private transient boolean invoked;
    private transient boolean over;

    AttuneQueueExecution(StepContext context, QueueCall call) {
        super(context);
        key = call.key();
        limit = call.limit();
        maxWaiting = call.maxWaiting();
        timeout = call.timeoutSeconds();
    }

    @Override
    public boolean start() throws Exception {
        ready = true;
        StepContext context = getContext();
        if (HeldQueues.keys(context.get(HeldQueues.class)).contains(key)) {
            say("an enclosing block holds a slot of the queue '" + key + "' already");
            begin();
            return false;
        }
        BlockTicket entered;
        try {
            entered = BlockTicket.enter(call(), context.get(Run.class), this);
        } catch (AttuneException e) {
            throw new AbortException(e.describe());
        }
        if (entered == null) {
            begin();
            return false;
        }
        ticket = entered;
        savedTicket = entered.saved();
        if (entered.isHeld()) {
            begin();
        } else if (!entered.isEnded()) {
            waited = true;
            announce(entered);
        }
        return false;
    }

    private QueueCall call() {
        return new QueueCall(key, limit, maxWaiting, timeout);
    }

    @Override
    public void granted() {
        if (ready) {
            begin();
        }
    }

    /** Once, by whoever comes first: the thread of the pipeline that has its slot at once, or that of the queues. */
    private void begin() {
        synchronized (this) {
            if (invoked || begun || over) {
                return;
            }
            invoked = true;
        }
        Throwable cause = interruption;
        if (cause != null) {
            leave(Outcome.UNKNOWN);
            fail(cause);
            return;
        }
        try {
            BodyExecution started = getContext()
                    .newBodyInvoker()
                    .withContext(HeldQueues.of(getContext().get(HeldQueues.class), key))
                    .withCallback(new Body(this))
                    .start();
            body = started;
            Throwable late = interruption;
            if (late != null) {
                started.cancel(late); // told while the body could not be found yet
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            leave(Outcome.UNKNOWN);
            fail(e);
        }
    }

    @Override
    public void refused(Exception why) {
        if (!begun) {
            fail(why instanceof AttuneException known ? new AbortException(known.describe()) : why);
        }
    }

    private void fail(Throwable cause) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        getContext().onFailure(cause);
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        interruption = cause;
        BlockTicket waiting = begun ? null : claimed();
        BodyExecution running = body;
        if (waiting != null && waiting.cancel()) {
            fail(cause);
        } else if (running != null) {
            running.cancel(cause);
        } else if (waiting == null || waiting.isEnded()) {
            fail(cause);
        }
    }

    @Override
    public void claimTicket() {
        try {
            claimed();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the ticket of " + getContext() + " can't be read");
        }
    }

    @CheckForNull
    private synchronized BlockTicket claimed() throws IOException {
        String saved = savedTicket;
        if (ticket == null && saved != null) {
            ticket = BlockTicket.claim(saved, begun, this);
        }
        return ticket;
    }

    @Override
    public void onResume() {
        ready = true;
        try {
            BlockTicket known = claimed();
            if (outcome != null) {
                end();
            } else if (!begun && (known == null || known.isHeld())) {
                begin();
            } else if (!begun && known.isEnded()) {
                fail(new AbortException("the place in the queue '" + key + "' was lost"));
            } else if (!begun) {
                announce(known);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void leave(Outcome outcome) {
        BlockTicket held = ticket;
        if (held != null) {
            held.leave(outcome);
        }
    }

    /** In the thread of the pipeline. */
    private void bodyBegins() {
        begun = true;
        long tenths = Duration.between(Instant.ofEpochMilli(askedMillis), Instant.now())
                        .toMillis()
                / MILLIS_OF_TENTH;
        if (waited) {
            say("waited " + tenths / 10 + "." + tenths % 10 + " s in the queue '" + key + "'");
        }
    }

    /** In the thread of the pipeline. */
    private void bodyEnded(Outcome how, @CheckForNull Object value, @CheckForNull Throwable failure) {
        outcome = how;
        result = value;
        error = failure;
        end();
    }

    /** What follows the block goes on at once; the slot is kept until that is saved. */
    private void end() {
        Outcome how = outcome == null ? Outcome.UNKNOWN : outcome;
        synchronized (this) {
            over = true;
        }
        if (ticket != null) {
            whenSaved(() -> leave(how));
        }
        if (error == null) {
            getContext().onSuccess(result);
        } else {
            getContext().onFailure(error);
        }
    }

    /**
     * A pipeline is saved at the end of the slice in which a body ends, by its thread; what asks that thread for
     * anything now is answered after that. To ask for another save would double the time between two builds.
     */
    private void whenSaved(Runnable then) {
        try {
            FlowExecution pipeline = getContext().get(FlowExecution.class);
            if (pipeline != null && pipeline.getDurabilityHint().isPersistWithEveryStep()) {
                pipeline.getCurrentExecutions(true).addListener(then, MoreExecutors.directExecutor());
                return;
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the pipeline of " + getContext() + " can't be asked");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        then.run();
    }

    private void announce(BlockTicket waiting) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (listener != null) {
                waiting.announce(listener);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "the console can't be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String text) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (listener != null) {
                listener.getLogger().println("[attune] " + text);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "the console can't be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String getStatus() {
        return (begun ? "in" : "waiting for") + " the queue " + key;
    }

    /** Saved with the body, and with it the step. */
    private static final class Body extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final AttuneQueueExecution step;

        Body(AttuneQueueExecution step) {
            this.step = step;
        }

        @Override
        public void onStart(StepContext context) {
            step.bodyBegins();
        }

        @Override
        public void onSuccess(StepContext context, @CheckForNull Object result) {
            step.bodyEnded(Outcome.SUCCEEDED, result, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable error) {
            step.bodyEnded(outcome(error), null, error);
        }

        /** An abort says nothing of what the block was to do. */
        private static Outcome outcome(Throwable error) {
            if (error instanceof InterruptedException && !(error instanceof FlowInterruptedException)) {
                return Outcome.UNKNOWN;
            }
            if (error instanceof FlowInterruptedException interrupted) {
                Result result = interrupted.getResult();
                return result.isBetterOrEqualTo(Result.UNSTABLE)
                        ? Outcome.SUCCEEDED
                        : result.equals(Result.FAILURE) ? Outcome.FAILED : Outcome.UNKNOWN;
            }
            return Outcome.FAILED;
        }
    }
}
