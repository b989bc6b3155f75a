package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;

/**
 * A run that was not begun when the controller went down, on its way to be begun after all: it has its place in the line
 * again, and when its turn comes its agent is waited for, without a thread.
 *
 * <p>Begun at most once: before anything is started its memo is written, and a run that has one is never recalled.
 */
final class RunRecall {
    /** An agent that is connected, and yet not usable, is about to be. */
    private static final int TRIES = 3;

    private final Recall memory;
    private final RunOrder order;
    private final RunTicket ticket;
    private final RunLink.Owner run;
    private final Steps steps;

    /** Something that is done with the run where it is to be. */
    interface Step {
        void on(RunOrder order, BuildPlace place) throws AttuneException, IOException, InterruptedException;
    }

    /**
     * How a run is begun.
     *
     * @param enter from the beginning, where it had no ticket yet
     * @param begin where it has its slots
     */
    record Steps(Step enter, Step begin) {}

    private interface Action {
        void on(BuildPlace place) throws AttuneException, IOException, InterruptedException;
    }

    private RunRecall(Recall memory, RunOrder order, RunTicket ticket, Steps steps) {
        this.memory = memory;
        this.order = order;
        this.ticket = ticket;
        this.run = ticket.run();
        this.steps = steps;
    }

    /** On a thread of {@link RunThreads}. */
    static void goOn(@CheckForNull Recall memory, RunTicket ticket, Steps steps)
            throws IOException, InterruptedException, AttuneException {
        RunOrder order = memory == null ? null : memory.order();
        if (order == null) {
            throw new NotResumableException("the controller was restarted before the action could be started", null);
        }
        new RunRecall(memory, order, ticket, steps).goOn();
    }

    private void goOn() throws IOException, InterruptedException, AttuneException {
        run.watch().away();
        if (ticket.isAsked()) {
            ticket.await(order.action(), refusal -> run.task(() -> turn(refusal)));
        } else {
            there(place -> steps.enter().on(order, place), TRIES);
        }
    }

    private void turn(@CheckForNull Exception refusal) throws Exception {
        if (refusal != null) {
            throw refusal;
        }
        there(place -> steps.begin().on(order, place), TRIES);
    }

    private void there(Action action, int tries) throws AttuneException, IOException, InterruptedException {
        BuildPlace place;
        try {
            place = memory.place();
        } catch (IOException e) {
            if (tries == 0) {
                throw lost(e);
            }
            NodeReturn.await(
                    memory.node(),
                    RunLink.patience(),
                    computer -> run.task(() -> there(action, tries - 1)),
                    () -> run.fail(lost(e)));
            return;
        }
        if (!run.end().isDone()) {
            run.watch().preparing();
            action.on(place);
        }
    }

    private NotResumableException lost(IOException cause) {
        return new NotResumableException("the agent did not come back in time for a run that was to begin", cause);
    }
}
