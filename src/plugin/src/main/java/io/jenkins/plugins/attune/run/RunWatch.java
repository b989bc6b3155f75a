package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.execution.OutputPosition;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.execution.RunState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps an eye on one run of this controller, because an end of which the news is lost must not leave a build running
 * for ever.
 *
 * <p>Everything else here goes by event; this is the net below. {@link #check} is called by the {@link Watchdog}, by one
 * thread at a time; the rest by any thread.
 */
public final class RunWatch {
    private static final Logger LOGGER = Logger.getLogger(RunWatch.class.getName());

    /** Preparation moves packs and may wait for an environment, each try of which has its own limit. */
    static final Duration PREPARE_LIMIT = Duration.ofMinutes(60);

    /** How much later than its own limits a run may end before it is taken for stuck. */
    static final Duration SLACK = RunLimits.DEFAULT_GRACE.plusMinutes(2);

    /** Looks in a row that find no process and no progress. The end of a run may be on its way. */
    static final int LOOKS = 3;

    /** What can be asked of the run, and done with it. */
    interface Subject {
        /** Asks the agent; null where there is no connection, which is bounded elsewhere. */
        @CheckForNull
        RunState look() throws IOException, InterruptedException;

        /** How much of its output has come. */
        OutputPosition taken();

        /** Follows the run anew; whatever it finds comes in the usual ways. */
        void followAgain();

        /** Ends the run for its build, and on the agent as far as that can be reached. */
        void giveUp(String why);
    }

    private final String id;
    private final Run<?, ?> build;
    private final Subject subject;
    private volatile Instant begun;
    private volatile Duration timeout = Duration.ZERO;
    private volatile Instant deadline = Instant.MAX;
    private volatile boolean away;

    @CheckForNull
    private volatile String trouble;

    @CheckForNull
    private OutputPosition seen;

    private int looks;

    RunWatch(String id, Run<?, ?> build, Subject subject, Instant begun) {
        this.id = id;
        this.build = build;
        this.subject = subject;
        this.begun = begun;
    }

    String id() {
        return id;
    }

    /** The build that waits for the run. */
    public Run<?, ?> getBuild() {
        return build;
    }

    /** What is wrong with it, or null where nothing is. */
    @CheckForNull
    public String getTrouble() {
        return trouble;
    }

    /**
     * It has been started, or found again.
     *
     * @param limit when it must be over
     * @param whole its time limit, which begins anew for as long as its agent prepares it
     */
    void running(Instant limit, Duration whole) {
        timeout = whole;
        deadline = limit;
        away = false;
    }

    /** It has its turn, and is to be started. */
    void preparing() {
        begun = Instant.now();
        away = false;
    }

    /** Its agent is not connected, or it waits for its turn; how long that may last is bounded there. */
    void away() {
        away = true;
    }

    /** Names what is wrong, and does what can be done about it. */
    void check(Instant now) throws IOException, InterruptedException {
        if (away) {
            looks = 0;
        } else if (deadline == Instant.MAX) {
            requireStarted(now);
        } else {
            RunState state = subject.look();
            if (state == RunState.PREPARING) {
                requireStarted(now);
                deadline = now.plus(timeout);
            } else if (now.isAfter(deadline.plus(SLACK))) {
                name("is beyond its time limit and does not end");
                subject.giveUp("the run did not end within its time limit, and was given up");
            } else {
                look(state);
            }
        }
    }

    private void requireStarted(Instant now) {
        if (now.isAfter(begun.plus(PREPARE_LIMIT))) {
            name("has not been started within " + PREPARE_LIMIT.toMinutes() + " minutes");
            subject.giveUp("the run could not be started within " + PREPARE_LIMIT.toMinutes() + " minutes");
        }
    }

    private void look(@CheckForNull RunState state) {
        OutputPosition taken = subject.taken();
        if (state == null || state == RunState.RUNNING || !taken.equals(seen)) {
            seen = taken;
            looks = 0;
            trouble = null;
            return;
        }
        looks++;
        if (looks >= LOOKS) {
            looks = 0;
            name("has no process any more, and its end was not told");
            subject.followAgain();
        }
    }

    private void name(String what) {
        if (!what.equals(trouble)) {
            trouble = what;
            LOGGER.log(Level.WARNING, "run {0} of {1} {2}", new Object[] {id, build, what});
        }
    }
}
