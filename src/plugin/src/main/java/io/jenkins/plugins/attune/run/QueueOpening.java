package io.jenkins.plugins.attune.run;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Opens the queues when Jenkins has been started: nobody is granted a slot before every pipeline that goes on has said
 * what it holds, so that no slot is given twice.
 *
 * <p>Pipelines are loaded one after the other, and say it as soon as their state is there; their agents are not needed
 * for that. A pipeline that takes longer than {@link #LIMIT} is not waited for. Then what the journal says of it counts,
 * which is wrong only where a crash kept the last line from being written.
 */
@Extension
public final class QueueOpening extends ItemListener {
    /** How long the pipelines may take to be loaded. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** A build that is missing from the list of pipelines that go on takes its place there some time after it is loaded. */
    private static final Duration ANOTHER_TRY = Duration.ofSeconds(3);

    private static final Logger LOGGER = Logger.getLogger(QueueOpening.class.getName());

    /** Where the plugin was installed into a Jenkins that runs, nobody says that Jenkins has been loaded. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void installed() {
        if (Jenkins.get().getInitLevel() == InitMilestone.COMPLETED) {
            ExtensionList.lookupSingleton(QueueOpening.class).onLoaded();
        }
    }

    @Override
    public void onLoaded() {
        RunThreads.get().execute(this::open);
    }

    private void open() {
        RunQueues queues = RunQueues.get();
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            long upTo = queues.lastNumber();
            Timer.get()
                    .schedule(
                            () -> RunThreads.get().execute(() -> start(queues)),
                            LIMIT.toMillis(),
                            TimeUnit.MILLISECONDS);
            queues.adoptItems();
            queues.hasSilentBuilds(upTo); // to look a build up loads it, also where the list of pipelines has lost it
            hear(queues, upTo, true);
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, "the queues cannot be opened; it is tried again when a run asks for a slot", e);
            start(queues);
        }
    }

    private void hear(RunQueues queues, long upTo, boolean again) {
        ListenableFuture<?> heard = StepExecution.acceptAll(step -> {
            if (step instanceof QueueMember member) {
                member.claimTicket();
            }
        });
        heard.addListener(() -> heard(queues, upTo, again), RunThreads.get());
    }

    private void heard(RunQueues queues, long upTo, boolean again) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            if (again && queues.hasSilentBuilds(upTo)) {
                Timer.get()
                        .schedule(
                                () -> RunThreads.get().execute(() -> hear(queues, upTo, false)),
                                ANOTHER_TRY.toMillis(),
                                TimeUnit.MILLISECONDS);
                return;
            }
            queues.dropSilent(upTo);
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, "the queues cannot be opened", e);
        }
        start(queues);
    }

    private static void start(RunQueues queues) {
        try {
            queues.start();
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, "the queues cannot be opened", e);
        }
        ItemTickets.get().open();
    }
}
