package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Job;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/** Removes once a day what became too old in jobs that are built no more. */
@Extension
public final class RunExpiry extends AsyncPeriodicWork {
    public RunExpiry() {
        super("Attune run expiry");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.DAYS.toMillis(1);
    }

    /** Reads the directories of all jobs, one after the other; an interrupt, which a shutdown sends, ends it. */
    @Override
    protected void execute(TaskListener listener) throws InterruptedException {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LogThinning.thin(job);
            }
        }
    }
}
