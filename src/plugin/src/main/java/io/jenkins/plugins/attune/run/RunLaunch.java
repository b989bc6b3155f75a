package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Computer;
import io.jenkins.plugins.attune.allow.AllowedHere;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.error.NotAllowedException;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.run.LimitPolicy;
import io.jenkins.plugins.attune.engine.run.PackIdentity;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import io.jenkins.plugins.attune.engine.run.RunPlan;
import io.jenkins.plugins.attune.packs.PackLibrary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jenkins.model.Jenkins;

/**
 * Everything that is settled before an agent starts a run: the action found, the call checked, the secrets looked up, the
 * packs where they are needed.
 *
 * <p>Holds the secrets until it is closed.
 *
 * @param secrets whose mask outlives this: the output of the run goes through it
 */
record RunLaunch(RunPlan plan, RunSecrets secrets, RunRequest request, RunMemo memo, Slots slots)
        implements AutoCloseable {
    /**
     * What it needs before it may start.
     *
     * @param claims the slots, as far as anybody asks for something
     * @param patience how long it may wait for them, as the step wants it; null where it does not care
     * @param nested whether enclosing blocks hold slots meanwhile
     */
    record Slots(List<Claim> claims, @CheckForNull Duration patience, boolean nested) {
        Slots {
            claims = List.copyOf(claims);
        }
    }

    /** Asks the agent for its packs and brings it the core pack where it is missing; takes a while. */
    static RunLaunch prepare(String id, RunOrder order, BuildPlace place)
            throws AttuneException, IOException, InterruptedException {
        LimitPolicy policy = AttuneConfiguration.get().getLimits().policy();
        RunOrders.Checked written = RunOrders.check(order, policy);
        AllowedHere.require(place.build(), written.action(), order.options().packs(), place.listener());
        AgentPacks packs = new AgentPacks(PackLibrary.get().shelf());
        PackCatalog catalog = packs.catalog(place.workspace(), order.options().packs());
        ResolvedAction resolved = catalog.resolveRunnable(written.action());
        written.wanted().require(resolved);
        RunOrders.Checked checked = written.settled(order, resolved.action());
        Future<String> digest = packs.digest(resolved.pack(), place.workspace());
        RunSecrets secrets = RunSecrets.of(order, checked, resolved.action(), place);
        RunPlan plan = null;
        RunLaunch launch = null;
        try {
            secrets.requireNoneIn(order);
            plan = RunPlan.of(
                    catalog,
                    checked.call(
                            secrets.credentials().values(),
                            secrets.credentials().structured()),
                    secrets.keys().set());
            String directory = packs.directory(plan.resolved().pack(), place.home());
            RunRequest request =
                    plan.request(id, runPlace(id, place, plan.resolved().pack(), directory), variables(place));
            RunMemo memo = new RunMemo(
                    RunTrace.of(request),
                    place.node().getNodeName(),
                    plan.resultSpec(),
                    RunMemo.Bounds.of(plan),
                    origin(order, plan.resolved().pack(), digest));
            launch = new RunLaunch(plan, secrets, request, memo, slots(order, plan, secrets, place));
            return launch;
        } catch (AttuneException e) {
            Set<String> literals =
                    checked.given(resolved.action().contract().parameters().secretNames());
            throw refused(e, secrets, RunSecrets.advice(resolved.action(), literals));
        } finally {
            if (launch == null) {
                if (plan != null) {
                    plan.close();
                }
                secrets.close();
                secrets.mask().close();
            }
        }
    }

    private static Slots slots(RunOrder order, RunPlan plan, RunSecrets secrets, BuildPlace place)
            throws InvalidQueueKeyException {
        RunOrder.Concurrency asked = order.options().concurrency();
        Integer seconds = asked == null ? null : asked.timeoutSeconds();
        List<Claim> all = RunClaims.of(
                RunClaims.Claimant.of(place.build(), place.node().getNodeName()),
                new RunClaims.Wanted(
                        plan.resolved(),
                        plan.keyValues(secrets.mask()),
                        secrets.mask(),
                        asked == null ? null : asked.rule()));
        List<Claim> claims = all.stream()
                .filter(claim -> !place.held().contains(claim.key()))
                .toList();
        Duration patience = seconds == null ? null : Duration.ofSeconds(seconds);
        return new Slots(claims, patience, !place.held().isEmpty());
    }

    /** What is wrong may quote what was given; a secret is no part of it even so. */
    private static RefusedException refused(AttuneException wrong, RunSecrets secrets, String advice) {
        String text = secrets.mask().text(wrong.describe());
        return new RefusedException(advice.isEmpty() ? text : text + "\n  " + advice, wrong);
    }

    private static RunMemo.Origin origin(RunOrder order, Pack pack, Future<String> digest)
            throws IOException, InterruptedException {
        try {
            PackIdentity identity = new PackIdentity(pack.ref(), pack.manifest().version(), digest.get());
            return new RunMemo.Origin(
                    Jenkins.getAuthentication2().getName(),
                    System.currentTimeMillis(),
                    identity,
                    order.credentials(),
                    RunMemo.Turn.NONE);
        } catch (ExecutionException e) {
            throw new IOException("the content of the pack " + pack.ref() + " can't be read", e);
        }
    }

    /** What the console says of it before it starts. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(secrets.notes());
        plan.warnings().forEach(warning -> notes.add("warning: " + mask().text(warning)));
        return notes;
    }

    /** The same launch of a run that was asked for at a time, and has come to its turn. */
    RunLaunch atTurn(long askedMillis, RunMemo.Turn turn) {
        return new RunLaunch(plan, secrets, request, memo.atTurn(askedMillis, turn), slots);
    }

    SecretMask mask() {
        return secrets.mask();
    }

    /** The call is not one that can be run; the message is for people, with secrets hidden. */
    static final class RefusedException extends AbortException {
        private static final long serialVersionUID = 1L;

        private final String kind;

        @CheckForNull
        private final String rule;

        RefusedException(String message, AttuneException cause) {
            super(message);
            kind = cause.kind();
            rule = cause instanceof NotAllowedException ? cause.getMessage() : null;
            initCause(cause.getCause());
        }

        /** The rule that refuses it, and where it is set; null where something else is wrong. */
        @CheckForNull
        String rule() {
            return rule;
        }

        /** What is wrong, in one word. */
        String kind() {
            return kind;
        }
    }

    private static RunRequest.Place runPlace(String id, BuildPlace place, Pack pack, String directory)
            throws AbortException {
        return new RunRequest.Place(
                directory,
                place.temporary().child("attune").getRemote(),
                place.home().child("e").getRemote(),
                place.temporary().child("attune-artifacts").child(id).getRemote(),
                place.install(pack.ref()));
    }

    private static Map<String, String> variables(BuildPlace place) throws IOException, InterruptedException {
        if (!place.spot().isElsewhere()) {
            return place.variables().forProcess();
        }
        Computer computer = place.workspace().toComputer();
        return ContextVariables.elsewhere(
                place.variables().forProcess(), computer == null ? new EnvVars() : computer.getEnvironment());
    }

    @Override
    public void close() {
        plan.close();
        secrets.close();
    }

    /** It will not be started: what was to be hidden is forgotten as well. */
    void discard() {
        close();
        mask().close();
    }
}
