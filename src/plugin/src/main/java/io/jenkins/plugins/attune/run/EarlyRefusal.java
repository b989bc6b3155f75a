package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Environment;
import hudson.model.Project;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.attune.allow.AllowedHere;
import io.jenkins.plugins.attune.engine.error.NotAllowedException;
import io.jenkins.plugins.attune.engine.pack.PinnedAction;
import java.io.IOException;

/**
 * Ends a freestyle build before it checks anything out, where the job says already that it will run what is not allowed.
 *
 * <p>In Jenkins' queue it is let pass: an item that is refused there leaves no record that says why. What is not known
 * before the build, such as steps inside other steps, is refused when its turn comes.
 */
@Extension
public final class EarlyRefusal extends RunListener<AbstractBuild<?, ?>> {
    @Override
    @SuppressWarnings("rawtypes") // as the overridden method has it
    public Environment setUpEnvironment(AbstractBuild build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException, Run.RunnerAbortedException {
        if (build.getProject() instanceof Project<?, ?> job) {
            for (Builder step : job.getBuilders()) {
                if (step instanceof LinesUp lines) {
                    check(lines, build, listener);
                }
            }
        }
        return new Environment() {};
    }

    private static void check(LinesUp step, AbstractBuild<?, ?> build, BuildListener listener)
            throws IOException, InterruptedException {
        try {
            RunOrder order = step.writtenOrder();
            AllowedHere.require(
                    build,
                    PinnedAction.parse(order.action()).ref(),
                    order.options().packs(),
                    listener);
        } catch (NotAllowedException e) {
            RunAudit.refused(build, step.writtenOrder().action(), new RunLaunch.RefusedException(e.describe(), e));
            listener.error(e.describe());
            throw new Run.RunnerAbortedException();
        } catch (IllegalArgumentException unreadable) {
            // The step itself tells what is wrong with it.
            return;
        }
    }
}
