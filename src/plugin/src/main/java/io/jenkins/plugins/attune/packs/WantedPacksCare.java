package io.jenkins.plugins.attune.packs;

import hudson.Extension;
import hudson.model.PeriodicWork;
import java.time.Duration;

/** Tries again what could not be installed; does nothing where nothing is missing. */
@Extension
public final class WantedPacksCare extends PeriodicWork {
    @Override
    public long getRecurrencePeriod() {
        return Duration.ofHours(1).toMillis();
    }

    @Override
    public long getInitialDelay() {
        return getRecurrencePeriod();
    }

    @Override
    protected void doRun() {
        WantedPacks.get().install();
    }
}
