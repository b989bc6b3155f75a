package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Knows every run that goes on, and looks after them once a minute, each on a thread of {@link RunThreads}. */
@Extension
public final class Watchdog extends PeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(Watchdog.class.getName());

    private final Map<String, RunWatch> runs = new ConcurrentHashMap<>();
    private final Set<String> checking = ConcurrentHashMap.newKeySet();

    static Watchdog get() {
        return ExtensionList.lookupSingleton(Watchdog.class);
    }

    void add(RunWatch watch) {
        runs.put(watch.id(), watch);
    }

    void remove(RunWatch watch) {
        runs.remove(watch.id());
    }

    /** Those with which something is wrong at present. */
    public List<RunWatch> inTrouble() {
        return runs.values().stream().filter(run -> run.getTrouble() != null).toList();
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }

    @Override
    protected void doRun() throws IOException {
        RunQueues.get().reconcile();
        look(Instant.now());
    }

    /** A check that waits for a slow agent is not begun a second time. */
    void look(Instant now) {
        for (RunWatch watch : runs.values()) {
            if (checking.add(watch.id())) {
                RunThreads.get().execute(() -> check(watch, now));
            }
        }
    }

    private void check(RunWatch watch, Instant now) {
        try {
            watch.check(now);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "run " + watch.id() + " could not be looked after");
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "Jenkins goes down while run " + watch.id() + " is looked after");
            Thread.currentThread().interrupt();
        } finally {
            checking.remove(watch.id());
        }
    }
}
