package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends what agents may tell of durable runs before Jenkins goes down: pipelines close their consoles then, and what is
 * written to one that is closed is lost without an error. What is refused stays on the agent until the restart.
 */
@Extension
public final class ShutdownGate extends ItemListener {
    private final Set<BuildObserver> open = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    static ShutdownGate get() {
        return ExtensionList.lookupSingleton(ShutdownGate.class);
    }

    void add(BuildObserver observer) {
        open.add(observer);
        if (down) {
            observer.retire();
        }
    }

    void remove(BuildObserver observer) {
        open.remove(observer);
    }

    /** Comes before anything of the shutdown; waits for what is being taken in. */
    @Override
    public void onBeforeShutdown() {
        down = true;
        open.forEach(BuildObserver::retire);
    }
}
