package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.BreakerChanged;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Configured;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Counted;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Ended;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Entered;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Granted;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Renumbered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the records of a journal come to. The same code reads a journal and makes a shorter one, so what is saved and
 * what is read can't differ. For one thread.
 */
final class Ledger {
    private static final long NUMBERS_LEFT_OUT = 1_000_000;
    private static final long VERSIONS_LEFT_OUT = 1_000;

    private final TreeMap<Long, Saved> tickets = new TreeMap<>();
    private final Map<String, List<SettingsVersion>> settings = new LinkedHashMap<>();
    private final Map<String, BreakerChanged> breakers = new LinkedHashMap<>();
    private long lastNumber;
    private long lastVersion;

    /** Whether there was a journal before: each begins with what was counted. */
    private boolean counted;

    /**
     * A ticket.
     *
     * @param granted null where it waits
     */
    record Saved(Entered entered, @CheckForNull Granted granted) {}

    /** Leaves out the numbers that may have been given in the last moment before a crash, and were not written. */
    void leaveOut() {
        if (counted) {
            lastNumber += NUMBERS_LEFT_OUT;
            lastVersion += VERSIONS_LEFT_OUT;
        }
    }

    /** Takes one more record. A record about a ticket that is not there changes nothing. */
    void apply(JournalRecord record) {
        if (record instanceof Entered entered) {
            lastNumber = Math.max(lastNumber, entered.number());
            tickets.put(entered.number(), new Saved(entered, null));
        } else if (record instanceof Granted granted) {
            tickets.computeIfPresent(granted.number(), (number, saved) -> new Saved(saved.entered(), granted));
        } else if (record instanceof Ended ended) {
            tickets.remove(ended.number());
        } else if (record instanceof Renumbered renumbered) {
            renumber(renumbered);
        } else if (record instanceof Configured configured) {
            configure(configured);
        } else if (record instanceof BreakerChanged changed) {
            breakers.remove(changed.key());
            if (!changed.isReset()) {
                breakers.put(changed.key(), changed);
            }
        } else if (record instanceof Counted last) {
            lastNumber = Math.max(lastNumber, last.lastNumber());
            lastVersion = Math.max(lastVersion, last.lastVersion());
            counted = true;
        }
    }

    private void renumber(Renumbered renumbered) {
        lastNumber = Math.max(lastNumber, renumbered.to());
        Saved saved = tickets.remove(renumbered.number());
        if (saved != null) {
            Entered entered = saved.entered();
            tickets.put(
                    renumbered.to(),
                    new Saved(new Entered(renumbered.to(), entered.request(), entered.atMillis()), null));
        }
    }

    private void configure(Configured configured) {
        lastVersion = Math.max(lastVersion, configured.state().version());
        if (configured.state().settings().isNone()) {
            settings.remove(configured.key());
            return;
        }
        List<SettingsVersion> history = settings.computeIfAbsent(configured.key(), key -> new ArrayList<>());
        history.add(configured.state());
        if (history.size() > SettingsBook.HISTORY) {
            history.remove(0);
        }
    }

    /** The records that come to the same, and no more of them than needed. */
    List<JournalRecord> records() {
        List<JournalRecord> records = new ArrayList<>();
        records.add(new Counted(lastNumber, lastVersion));
        settings.forEach((key, history) -> history.forEach(state -> records.add(new Configured(key, state))));
        records.addAll(breakers.values());
        for (Saved saved : tickets.values()) {
            records.add(saved.entered());
            if (saved.granted() != null) {
                records.add(saved.granted());
            }
        }
        return records;
    }

    /** In the order of their numbers. */
    Collection<Saved> tickets() {
        return Collections.unmodifiableCollection(tickets.values());
    }

    Map<String, List<SettingsVersion>> settings() {
        return Collections.unmodifiableMap(settings);
    }

    Collection<BreakerChanged> breakers() {
        return Collections.unmodifiableCollection(breakers.values());
    }

    /** About as many records as {@link #records} would give. */
    int size() {
        return 2 * tickets.size() + settings.size() + breakers.size();
    }

    long lastNumber() {
        return lastNumber;
    }

    long lastVersion() {
        return lastVersion;
    }
}
