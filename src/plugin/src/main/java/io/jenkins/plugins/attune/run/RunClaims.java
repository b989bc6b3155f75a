package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.QueuePolicy;
import io.jenkins.plugins.attune.config.QueuePolicy.Target;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.PackPolicy;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.ClaimPlan;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.PolicySource;
import io.jenkins.plugins.attune.engine.queue.PolicySource.Kind;
import io.jenkins.plugins.attune.engine.queue.QueueRule;
import java.util.List;
import java.util.Objects;

/**
 * The slots that a run needs before it may start: of the administrator's bounds, and of the queues that anybody names
 * for it. For one thread.
 *
 * <p>Everything is named that anybody may ask something of; {@code Queues.needed} tells what of it matters.
 */
final class RunClaims {
    static final PolicySource STEP = new PolicySource(Kind.STEP, "the step");

    private final List<QueuePolicy> policies =
            AttuneConfiguration.get().getQueues().getPolicies();
    private final ClaimPlan plan;
    private final KeyPattern.Values values;
    private final SecretMask mask;

    /** Whether anybody names a limit for this action; the default gives way to it. */
    private boolean limited;

    /**
     * For whom slots are claimed.
     *
     * @param job full name
     * @param person who started the build; null where nobody did
     * @param machine empty for the controller's own; null where it is not known yet
     */
    record Claimant(
            String job,
            @CheckForNull String person,
            @CheckForNull String machine) {
        Claimant {
            Objects.requireNonNull(job);
        }

        static Claimant of(Run<?, ?> build, @CheckForNull String machine) {
            return new Claimant(build.getParent().getFullName(), RunClaims.person(build), machine);
        }
    }

    /**
     * What is to run.
     *
     * @param values of which keys may be made
     * @param mask of what no key may hold
     * @param concurrency what the step asks for
     */
    record Wanted(
            ResolvedAction resolved,
            KeyPattern.Values values,
            SecretMask mask,
            @CheckForNull QueueRule concurrency) {
        Wanted {
            Objects.requireNonNull(resolved);
            Objects.requireNonNull(values);
            Objects.requireNonNull(mask);
        }
    }

    private RunClaims(KeyPattern.Values values, SecretMask mask) {
        this.plan = new ClaimPlan(values);
        this.values = values;
        this.mask = mask;
    }

    /**
     * Of a run of an action; nothing but what is given here counts, so a run that waits for an executor is as good.
     *
     * @throws InvalidQueueKeyException where a key can't be made for it
     */
    static List<Claim> of(Claimant who, Wanted wanted) throws InvalidQueueKeyException {
        RunClaims claims = new RunClaims(wanted.values(), wanted.mask());
        claims.administrators(wanted.resolved().action().ref());
        claims.packs(wanted.resolved());
        Action.Limits limits = wanted.resolved().action().limits();
        QueueRule own = limits.concurrency();
        if (own != null) {
            claims.named(own, new PolicySource(Kind.ACTION, origin(wanted.resolved())));
        }
        QueueRule asked = wanted.concurrency();
        if (asked != null) {
            claims.named(asked, STEP);
        }
        // Named in any case: people may ask something of it while Jenkins runs.
        claims.add(KeyPattern.PACK, Policy.NONE, STEP);
        claims.add(KeyPattern.ACTION, Policy.NONE, STEP);
        claims.namedQueues();
        if (!claims.limited) {
            claims.plan.add(KeyPattern.ACTION, StandingPolicies.ACTIONS);
        }
        return claims.withBounds(who);
    }

    private void administrators(ActionRef action) throws InvalidQueueKeyException {
        for (QueuePolicy policy : policies) {
            boolean forAction = policy.isFor(Target.ACTION, action.toString());
            if (forAction || policy.isFor(Target.PACK, action.pack())) {
                requireFree(policy.pattern());
                plan.add(policy.pattern(), policy.identity());
                limited |= forAction && policy.getLimit() != null;
            }
        }
    }

    private void packs(ResolvedAction resolved) throws InvalidQueueKeyException {
        for (PackPolicy policy : resolved.pack().policies()) {
            if (policy.isFor(resolved.action().ref())) {
                String name = policy.file() + " of the pack " + resolved.pack().ref();
                add(policy.rule().key(), policy.rule().policy(), new PolicySource(Kind.PACK, name));
                limited |= policy.action() != null && policy.rule().policy().limit() != null;
            }
        }
    }

    private static String origin(ResolvedAction resolved) {
        return resolved.action().file() + " of the pack " + resolved.pack().ref();
    }

    private void named(QueueRule rule, PolicySource source) throws InvalidQueueKeyException {
        add(rule.key(), rule.policy(), source);
        limited |= rule.policy().limit() != null;
    }

    private void add(KeyPattern pattern, Policy policy, PolicySource source) throws InvalidQueueKeyException {
        requireFree(pattern);
        plan.add(new QueueRule(pattern, policy), source);
    }

    /** The text of a pattern may hold what was put into it before we saw it; it is not quoted then. */
    private void requireFree(KeyPattern pattern) throws InvalidQueueKeyException {
        requireShown(pattern.text());
        requireShown(QueueNames.requireFree(pattern.resolve(values)));
    }

    private void requireShown(String text) throws InvalidQueueKeyException {
        if (!mask.text(text).equals(text)) {
            throw new InvalidQueueKeyException(
                    "the key of a queue holds a secret",
                    "Keys are saved and shown: make the key of values that are not secret.");
        }
    }

    private void namedQueues() throws InvalidQueueKeyException {
        for (String key : plan.keys()) {
            for (QueuePolicy policy : policies) {
                if (policy.isFor(Target.QUEUE, key)) {
                    plan.add(new KeyPattern(key), policy.identity());
                    limited |= policy.getLimit() != null;
                }
            }
        }
    }

    private List<Claim> withBounds(Claimant who) throws InvalidQueueKeyException {
        bound(QueueNames.ALL, StandingPolicies.TOTAL);
        String machine = who.machine();
        if (machine != null) {
            bound(QueueNames.agent(machine), StandingPolicies.PER_AGENT);
        }
        bound(QueueNames.job(who.job()), StandingPolicies.PER_JOB);
        bound(QueueNames.starter(who.person(), who.job()), StandingPolicies.PER_USER);
        return plan.claims();
    }

    private void bound(String key, String policy) throws InvalidQueueKeyException {
        plan.add(new KeyPattern(key), policy);
    }

    /** The id of who started a build; null where nobody did. */
    @CheckForNull
    static String person(Run<?, ?> build) {
        Cause.UserIdCause cause = build.getCause(Cause.UserIdCause.class);
        return cause == null ? null : cause.getUserId();
    }
}
