package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.engine.log.Retention;
import io.jenkins.plugins.attune.engine.log.RetentionPolicy;
import io.jenkins.plugins.attune.engine.log.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;

/**
 * Removes the stored logs that are too many, too old or too large, action by action within a job, whenever a build of
 * the job has ended.
 *
 * <p>It works on a thread of {@link RunThreads}, at most one task waits for each job. The records of the runs stay, and
 * so do the logs of builds that go on and of those that a user has marked to be kept.
 */
@Extension
public final class LogThinning extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(LogThinning.class.getName());

    /** Runs of one action in one job whose logs are kept. */
    private static final String VERSIONS_PROPERTY = LogThinning.class.getName() + ".versions";

    private static final int DEFAULT_VERSIONS = 100;

    /** Days since the end of the run. */
    private static final String DAYS_PROPERTY = LogThinning.class.getName() + ".days";

    private static final int DEFAULT_DAYS = 30;

    /** What the logs of one action in one job take on the disk, in MiB. */
    private static final String MEBIBYTES_PROPERTY = LogThinning.class.getName() + ".mebibytes";

    private static final int DEFAULT_MEBIBYTES = 100;
    private static final int MEBIBYTE_BITS = 20;

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

    private static void thin(Job<?, ?> job) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            RetentionPolicy policy = policy();
            for (List<StoredRun> runs : JobLogs.newestFirst(job).values()) {
                List<StoredRun> chosen = Retention.chosen(runs, policy, Instant.now()).stream()
                        .filter(run -> mayGo(job, run))
                        .toList();
                Retention.apply(chosen)
                        .forEach(left ->
                                LOGGER.log(Level.WARNING, "a stored log could not be removed: {0}: {1}", new Object[] {
                                    left.path(), left.reason()
                                }));
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "the stored logs of " + job.getFullName() + " could not be thinned out");
        }
    }

    /** Asked for the few that are chosen only, because it loads the build. */
    private static boolean mayGo(Job<?, ?> job, StoredRun run) {
        Run<?, ?> build = job.getBuildByNumber(JobLogs.buildNumber(run));
        return build != null && !build.isLogUpdated() && !build.isKeepLog();
    }

    private static RetentionPolicy policy() {
        int mebibytes = SystemProperties.getInteger(MEBIBYTES_PROPERTY, DEFAULT_MEBIBYTES);
        return new RetentionPolicy(
                SystemProperties.getInteger(VERSIONS_PROPERTY, DEFAULT_VERSIONS),
                Duration.ofDays(SystemProperties.getInteger(DAYS_PROPERTY, DEFAULT_DAYS)),
                (long) mebibytes << MEBIBYTE_BITS);
    }
}
