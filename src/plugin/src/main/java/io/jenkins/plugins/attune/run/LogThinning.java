package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.RetentionSettings;
import io.jenkins.plugins.attune.engine.log.Retention;
import io.jenkins.plugins.attune.engine.log.RetentionPolicy;
import io.jenkins.plugins.attune.engine.log.StoredRun;
import io.jenkins.plugins.attune.engine.pack.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes the stored logs that are too many, too old or too large, action by action within a job, whenever a build of
 * the job has ended.
 *
 * <p>It works on a thread of {@link RunThreads}, at most one task waits for each job. The records of the runs stay until
 * they are too old as well, and whatever belongs to builds that go on, or that a user has marked to be kept, stays.
 */
@Extension
public final class LogThinning extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(LogThinning.class.getName());

    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    @Override
    public void onFinalized(Run<?, ?> build) {
        Job<?, ?> job = build.getParent();
        String name = job.getFullName();
        if (Files.isDirectory(JobLogs.folder(build.getRootDir().toPath())) && waiting.add(name)) {
            RunThreads.get().execute(() -> {
                waiting.remove(name);
                thin(job);
            });
        }
    }

    /** Removes of a job what is not to be kept. */
    static void thin(Job<?, ?> job) {
        RetentionSettings settings = AttuneConfiguration.get().getRetention();
        Instant now = Instant.now();
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (JobLogs.ActionLogs logs : JobLogs.byAction(job)) {
                tell(Retention.apply(
                        Retention.chosen(logs.newestFirst(), policy(settings, logs.retention()), now).stream()
                                .filter(run -> mayGo(job, run))
                                .toList()));
            }
            for (StoredRun run : JobLogs.recordsBefore(job, now.minus(settings.age()))) {
                if (mayGo(job, run)) {
                    tell(Retention.removeRecord(run));
                }
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "the stored logs of " + job.getFullName() + " could not be thinned out");
        }
    }

    /** What the action's file asks for comes before the default; the size on the disk is the administrator's alone. */
    private static RetentionPolicy policy(RetentionSettings settings, @CheckForNull Action.LogRetention asked) {
        return asked == null ? settings.policy() : RetentionPolicy.of(asked).withTotalBytes(settings.totalBytes());
    }

    private static void tell(List<Retention.Leftover> leftovers) {
        leftovers.forEach(left ->
                LOGGER.log(Level.WARNING, "what is stored of a run could not be removed: {0}: {1}", new Object[] {
                    left.path(), left.reason()
                }));
    }

    /** Asked for the few that are chosen only, because it loads the build. */
    private static boolean mayGo(Job<?, ?> job, StoredRun run) {
        Run<?, ?> build = job.getBuildByNumber(JobLogs.buildNumber(run));
        return build != null && !build.isLogUpdated() && !build.isKeepLog();
    }
}
