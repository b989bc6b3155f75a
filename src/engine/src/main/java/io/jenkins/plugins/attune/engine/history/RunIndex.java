package io.jenkins.plugins.attune.engine.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.history.RunHistory.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The runs in memory, overall and by action; whoever calls holds the lock. */
final class RunIndex {
    private final RunHistory.Bounds bounds;

    /** The oldest first, and so in the other. */
    private final ArrayDeque<Entry> latest = new ArrayDeque<>();

    /** The action that ran last is the last. */
    private final Map<String, ArrayDeque<Entry>> byAction = new LinkedHashMap<>();

    private long last;

    RunIndex(RunHistory.Bounds bounds) {
        this.bounds = bounds;
    }

    Entry add(PastRun run) {
        Entry entry = new Entry(last + 1, run);
        put(entry);
        return entry;
    }

    /** Numbers rise. */
    void put(Entry entry) {
        last = Math.max(last, entry.number());
        latest.addLast(entry);
        if (latest.size() > bounds.runs()) {
            latest.removeFirst();
        }
        String action = entry.run().action();
        ArrayDeque<Entry> own = byAction.remove(action);
        if (own == null) {
            own = new ArrayDeque<>();
        }
        own.addLast(entry);
        if (own.size() > bounds.runsOfAction()) {
            own.removeFirst();
        }
        byAction.put(action, own);
        if (byAction.size() > bounds.actions()) {
            Iterator<ArrayDeque<Entry>> oldest = byAction.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    List<Entry> newestFirst() {
        List<Entry> entries = new ArrayList<>(latest.size());
        latest.descendingIterator().forEachRemaining(entries::add);
        return entries;
    }

    List<Entry> newestFirst(String action) {
        List<Entry> entries = new ArrayList<>();
        latest.descendingIterator().forEachRemaining(entry -> {
            if (entry.run().action().equals(action)) {
                entries.add(entry);
            }
        });
        byAction.getOrDefault(action, new ArrayDeque<>()).descendingIterator().forEachRemaining(entry -> {
            if (!isLatest(entry)) {
                entries.add(entry);
            }
        });
        return entries;
    }

    private boolean isLatest(Entry entry) {
        return !latest.isEmpty() && entry.number() >= latest.getFirst().number();
    }

    /** Each once, the oldest first. */
    List<Entry> all() {
        Map<Long, Entry> sorted = new TreeMap<>();
        byAction.values().forEach(own -> own.forEach(entry -> sorted.put(entry.number(), entry)));
        latest.forEach(entry -> sorted.put(entry.number(), entry));
        return new ArrayList<>(sorted.values());
    }

    int size() {
        return latest.size()
                + (int) byAction.values().stream()
                        .flatMap(ArrayDeque::stream)
                        .filter(entry -> !isLatest(entry))
                        .count();
    }

    /** What becomes of a run. */
    interface Change {
        /** Null for a run that is to be forgotten. */
        @CheckForNull
        PastRun of(PastRun run);
    }

    /** Puts another run in the place of each, or none; false where all stays as it is. */
    boolean change(Change change) {
        List<Entry> before = all();
        List<Entry> after = new ArrayList<>(before.size());
        for (Entry entry : before) {
            PastRun changed = change.of(entry.run());
            if (changed != null) {
                after.add(new Entry(entry.number(), changed));
            }
        }
        if (after.equals(before)) {
            return false;
        }
        latest.clear();
        byAction.clear();
        after.forEach(this::put);
        return true;
    }
}
