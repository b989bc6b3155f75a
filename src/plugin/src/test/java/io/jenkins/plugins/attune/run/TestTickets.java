package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Owner;
import io.jenkins.plugins.attune.engine.queue.Patience;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.PolicySource;
import io.jenkins.plugins.attune.engine.queue.Queues;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** Puts tickets into the queues of the Jenkins under test, as runs of actions would. */
public final class TestTickets {
    /** A source that is stricter than nothing only, so that people may set any limit. */
    private static final PolicySource DEFAULT = new PolicySource(PolicySource.Kind.DEFAULT, "the default limit");

    private final List<Exception> ends = new ArrayList<>();

    public static Claim one(String key) {
        return Claim.of(key, Policy.limit(1), DEFAULT);
    }

    /** A build that goes on for longer than any test; tickets of others are ended after a while. */
    public static Run<?, ?> running(JenkinsRule rule, String name) throws Exception {
        WorkflowJob job = rule.jenkins.getItemByFullName(name, WorkflowJob.class);
        if (job == null) {
            job = rule.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition("sleep 600", true));
        }
        return job.scheduleBuild2(0).waitForStart();
    }

    /** @return the ticket's id */
    public String enter(Run<?, ?> build, Claim... claims) throws Exception {
        return enter(build.getExternalizableId(), person(build), claims);
    }

    public String enter(String label, @CheckForNull String person, Claim... claims) throws Exception {
        String id = UUID.randomUUID().toString();
        Request request = new Request(id, Arrays.asList(claims), new Owner(label, person), Patience.ENDLESS);
        RunQueues.get().enter(request, new Told());
        return id;
    }

    private synchronized void ended(Exception why) {
        ends.add(why);
    }

    private final class Told implements TicketOwner {
        @Override
        public void granted() {
            // its state tells
        }

        @Override
        public void refused(Exception why) {
            ended(why);
        }

        @Override
        public void buildGone() {
            // stays until it is released
        }
    }

    /** Why tickets ended without their slots. */
    public synchronized List<Exception> ends() {
        return List.copyOf(ends);
    }

    public void release(String id, Outcome outcome) throws Exception {
        queues().release(id, outcome);
    }

    public Ticket ticket(String id) throws Exception {
        return queues().ticket(id).orElseThrow();
    }

    public Queues queues() throws Exception {
        return RunQueues.get().queues();
    }

    @CheckForNull
    private static String person(Run<?, ?> build) {
        Cause.UserIdCause cause = build.getCause(Cause.UserIdCause.class);
        return cause == null ? null : cause.getUserId();
    }
}
