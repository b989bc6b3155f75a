package io.jenkins.plugins.attune.engine.queue;

import io.jenkins.plugins.attune.engine.error.StaleChangeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What people have set, with the latest changes of each queue. Guarded by the lock of {@link Queues}.
 *
 * <p>A queue for which nothing is set has version 0 and takes no memory.
 */
final class SettingsBook {
    /** How many changes of a queue are kept, to tell what a stale one missed. */
    static final int HISTORY = 20;

    private final Map<String, List<SettingsVersion>> histories = new HashMap<>();
    private long lastVersion;

    void restore(Ledger ledger) {
        lastVersion = ledger.lastVersion();
        ledger.settings().forEach((key, history) -> histories.put(key, new ArrayList<>(history)));
    }

    SettingsVersion of(String key) {
        List<SettingsVersion> history = histories.get(key);
        return history == null ? SettingsVersion.NONE : history.get(history.size() - 1);
    }

    List<SettingsVersion> history(String key) {
        return List.copyOf(histories.getOrDefault(key, List.of()));
    }

    Set<String> keys() {
        return Set.copyOf(histories.keySet());
    }

    /**
     * Takes a change.
     *
     * @throws StaleChangeException where it was made from another version than the present one
     */
    SettingsVersion change(SettingsChange change, long now) throws StaleChangeException {
        SettingsVersion present = of(change.key());
        if (present.version() != change.from()) {
            throw stale(change, present);
        }
        List<String> changes = present.settings().changesTo(change.to());
        lastVersion++;
        SettingsVersion next = new SettingsVersion(lastVersion, change.to(), change.by(), now, changes);
        if (change.to().isNone()) {
            histories.remove(change.key());
            return next;
        }
        List<SettingsVersion> history = histories.computeIfAbsent(change.key(), key -> new ArrayList<>());
        history.add(next);
        if (history.size() > HISTORY) {
            history.remove(0);
        }
        return next;
    }

    private StaleChangeException stale(SettingsChange change, SettingsVersion present) {
        String missed = histories.getOrDefault(change.key(), List.of()).stream()
                .filter(version -> version.version() > change.from())
                .map(SettingsVersion::toString)
                .collect(Collectors.joining("; "));
        String what = "the settings of the queue '" + change.key() + "' are of version " + present.version()
                + ", and the change was made from version " + change.from() + ": "
                + (missed.isEmpty() ? "they were removed meanwhile" : missed);
        return new StaleChangeException(what, "Look at the present settings, then change them once more.");
    }
}
