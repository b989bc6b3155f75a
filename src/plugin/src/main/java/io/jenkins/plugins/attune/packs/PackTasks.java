package io.jenkins.plugins.attune.packs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest task of each pack. Bounded; for any thread. */
final class PackTasks {
    /** Packs of which something is remembered; the oldest are forgotten. */
    private static final int MAX = 500;

    private final Map<String, PackTask> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PackTask> eldest) {
            return size() > MAX;
        }
    };

    synchronized void put(PackTask task) {
        latest.remove(task.ref());
        latest.put(task.ref(), task);
    }

    /** Whether the same is asked for already and has not ended. */
    synchronized boolean isUnderWay(PackTask task) {
        PackTask known = latest.get(task.ref());
        return known != null
                && !known.hasEnded()
                && known.kind() == task.kind()
                && known.pack().equals(task.pack());
    }

    @CheckForNull
    synchronized PackTask find(String ref) {
        return latest.get(ref);
    }

    /** The latest last. */
    synchronized List<PackTask> all() {
        return List.copyOf(latest.values());
    }
}
