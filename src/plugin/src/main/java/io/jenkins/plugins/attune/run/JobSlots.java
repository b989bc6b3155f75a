package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Project;
import hudson.model.Queue;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.PinnedAction;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.packs.PackLibrary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * The slots that the steps of a job need, as far as they are known before a build of it has an executor: those of all
 * its steps, or none.
 *
 * <p>A build that held the slots of one step, and waited on its executor for those of another, might wait for somebody
 * who waits for it. The administrator's bounds are not among them: they are asked for by each run.
 *
 * @param claims each of another key; empty where nothing is needed, or where it is not known
 * @param patience how long a build may wait for them
 * @param unknown why its builds wait on their executors, for people; null where they need not
 */
record JobSlots(
        List<Claim> claims, Duration patience, @CheckForNull String unknown) {
    static final JobSlots NONE = new JobSlots(List.of(), Duration.ZERO, null);

    JobSlots {
        claims = List.copyOf(claims);
    }

    /** Of what is to be built; reads the job's configuration as it is now, and touches no disk once the packs are read. */
    static JobSlots of(Queue.Task task, RunClaims.Claimant who) {
        if (!(task instanceof Project<?, ?> job)) {
            return NONE;
        }
        List<LinesUp> steps = job.getBuilders().stream()
                .filter(LinesUp.class::isInstance)
                .map(LinesUp.class::cast)
                .toList();
        if (steps.isEmpty()) {
            return NONE;
        }
        if (others(job).anyMatch(other -> holds(other, steps.get(0)))) {
            return unknown("another Attune step is part of a step that may, or may not, run it");
        }
        return of(steps, who);
    }

    private static JobSlots of(List<LinesUp> steps, RunClaims.Claimant who) {
        Map<String, Claim> claims = new LinkedHashMap<>();
        Duration patience =
                Duration.ofSeconds(AttuneConfiguration.get().getConcurrency().getWaitLimit());
        for (LinesUp step : steps) {
            try {
                RunOrder order = step.writtenOrder();
                if (order.options().packs() != null) {
                    return unknown("the pack of " + order.action() + " comes from the workspace");
                }
                for (Claim claim : claims(order, who)) {
                    claims.merge(claim.key(), claim, JobSlots::both);
                }
                RunOrder.Concurrency asked = order.options().concurrency();
                Integer seconds = asked == null ? null : asked.timeoutSeconds();
                if (seconds != null) {
                    patience = shorter(patience, Duration.ofSeconds(seconds));
                }
            } catch (InvalidQueueKeyException e) {
                return unknown(e.getMessage() + " before the variables of the build are filled in");
            } catch (AttuneException e) {
                return unknown(e.getMessage());
            } catch (IllegalArgumentException | IOException e) {
                return unknown(String.valueOf(e.getMessage()));
            }
        }
        return claims.size() > Request.MAX_CLAIMS
                ? unknown("its steps need slots of " + claims.size() + " queues, more than " + Request.MAX_CLAIMS)
                : new JobSlots(List.copyOf(claims.values()), patience, null);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Those of queues that are named for the run; what keeps a key from being made fails the run itself later. */
    private static List<Claim> claims(RunOrder order, RunClaims.Claimant who) throws AttuneException, IOException {
        ResolvedAction resolved = PackLibrary.get()
                .catalog()
                .resolveRunnable(PinnedAction.parse(order.action()).ref());
        RunOrder.Concurrency asked = order.options().concurrency();
        RunClaims.Wanted wanted = new RunClaims.Wanted(
                resolved,
                RunOrders.earlyValues(order, resolved.action()),
                SecretMask.of(List.of()),
                asked == null ? null : asked.rule());
        return RunClaims.of(who, wanted).stream()
                .filter(claim -> !QueueNames.isReserved(claim.key()))
                .toList();
    }

    /** One slot of the queue for the whole build, under what both ask of it. */
    private static Claim both(Claim one, Claim other) {
        Set<String> standing = new TreeSet<>(one.standing());
        standing.addAll(other.standing());
        return new Claim(one.key(), one.policy().and(other.policy()), standing);
    }

    /** Whatever else of the job may have steps inside. */
    private static Stream<Object> others(Project<?, ?> job) {
        List<Object> all = new ArrayList<>(job.getBuilders());
        all.removeIf(LinesUp.class::isInstance);
        all.addAll(job.getPublishers().values());
        all.addAll(job.getBuildWrappers().values());
        return all.stream();
    }

    /** Whether a step of this kind is somewhere inside; there is no common way to ask but for how it is saved. */
    private static boolean holds(Object part, LinesUp step) {
        return Jenkins.XSTREAM2.toXML(part).contains(step.getClass().getName());
    }

    private static JobSlots unknown(String why) {
        return new JobSlots(List.of(), Duration.ZERO, why);
    }
}
