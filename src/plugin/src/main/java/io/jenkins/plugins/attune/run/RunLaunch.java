package io.jenkins.plugins.attune.run;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.run.LimitPolicy;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import io.jenkins.plugins.attune.engine.run.RunPlan;
import java.io.IOException;
import java.util.Map;

/**
 * Everything that is settled before an agent starts a run: the action found, the call checked, the secrets looked up, the
 * packs where they are needed.
 *
 * <p>Holds the secrets until it is closed.
 *
 * @param mask outlives this: the output of the run goes through it
 */
record RunLaunch(RunPlan plan, SecretMask mask, RunRequest request, RunMemo memo) implements AutoCloseable {

    /** Asks the agent for its packs and brings it the core pack where it is missing; takes a while. */
    static RunLaunch prepare(String id, RunOrder order, BuildPlace place)
            throws AttuneException, IOException, InterruptedException {
        LimitPolicy policy = AttuneConfiguration.get().getLimits().policy();
        RunOrders.Checked checked = RunOrders.check(order, policy);
        AgentPacks packs = new AgentPacks(CorePack.get().content());
        PackCatalog catalog = packs.catalog(place.workspace(), order.options().packs());
        Map<String, SecretValue> secrets = new BuildCredentials(place.build()).resolve(order.credentials());
        SecretMask mask = SecretMask.of(secrets.values());
        RunPlan plan = null;
        RunLaunch launch = null;
        try {
            plan = RunPlan.of(catalog, checked.call(secrets));
            String directory = packs.directory(plan.resolved().pack(), home(place));
            RunRequest request = plan.request(id, runPlace(id, place, directory), variables(place));
            RunMemo memo = new RunMemo(
                    RunTrace.of(request),
                    place.node().getNodeName(),
                    plan.resultSpec(),
                    RunMemo.Bounds.of(plan),
                    order.credentials());
            launch = new RunLaunch(plan, mask, request, memo);
            return launch;
        } catch (AttuneException e) {
            // What is wrong may quote what was given; a secret is no part of it even so.
            throw new RefusedException(mask.text(e.describe()), e);
        } finally {
            if (launch == null) {
                if (plan != null) {
                    plan.close();
                }
                mask.close();
            }
        }
    }

    /** The call is not one that can be run; the message is for people, with secrets hidden. */
    static final class RefusedException extends AbortException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message, AttuneException cause) {
            super(message);
            initCause(cause.getCause());
        }
    }

    private static FilePath agentRoot(BuildPlace place) throws AbortException {
        FilePath root = place.node().getRootPath();
        if (root == null) {
            throw new AbortException(place.node().getDisplayName() + " is offline");
        }
        return root;
    }

    /** Where packs and their environments are kept: what a container can see of it, if there is one. */
    private static FilePath home(BuildPlace place) throws AbortException {
        FilePath root = place.spot().isElsewhere() ? temporary(place) : agentRoot(place);
        return root.child("attune");
    }

    private static FilePath temporary(BuildPlace place) throws AbortException {
        FilePath temporary = WorkspaceList.tempDir(place.workspace());
        if (temporary == null) {
            throw new AbortException("the workspace " + place.workspace() + " has no directory beside it");
        }
        return temporary;
    }

    private static RunRequest.Place runPlace(String id, BuildPlace place, String pack) throws AbortException {
        return new RunRequest.Place(
                pack,
                temporary(place).child("attune").getRemote(),
                home(place).child("e").getRemote(),
                temporary(place).child("attune-artifacts").child(id).getRemote());
    }

    private static Map<String, String> variables(BuildPlace place) throws IOException, InterruptedException {
        if (!place.spot().isElsewhere()) {
            return ContextVariables.of(place.variables());
        }
        Computer computer = place.workspace().toComputer();
        return ContextVariables.elsewhere(
                place.variables(), computer == null ? new EnvVars() : computer.getEnvironment());
    }

    @Override
    public void close() {
        plan.close();
    }
}
