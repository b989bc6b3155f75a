package io.jenkins.plugins.attune.engine.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What queues are meant to do, without any thought of speed: a list in the order of arrival, looked through from the
 * front until nobody can start any more. Time goes in steps.
 */
final class NaiveQueues {
    static final int OFFER_STEPS = 7;
    static final int RATE_STEPS = 10;
    static final int PERSON_STEPS = 5;

    /** The key whose runs are limited to two in {@link #RATE_STEPS}. */
    static final String RATED = "z";

    /** The key whose runs of each person are limited to one in {@link #PERSON_STEPS}. */
    static final String PERSONAL = "y";

    private final List<Entry> line = new ArrayList<>();
    private final List<Entry> holders = new ArrayList<>();
    private final Map<String, Integer> limits = new HashMap<>();
    private final Set<String> paused = new HashSet<>();
    private final Map<String, List<Integer>> starts = new TreeMap<>();
    private int step;

    /** @param limits of the ticket's own, by key */
    static final class Entry {
        private final String id;
        private final Map<String, Integer> limits;
        private final String person;
        private final boolean askedFirst;
        private int offeredAt = -1;

        Entry(String id, Map<String, Integer> limits, String person, boolean askedFirst) {
            this.id = id;
            this.limits = limits;
            this.person = person;
            this.askedFirst = askedFirst;
        }
    }

    void enter(Entry entry) {
        line.add(entry);
        settle();
    }

    void release(String id) {
        if (holders.removeIf(entry -> entry.id.equals(id) && entry.offeredAt < 0)) {
            settle();
        }
    }

    void cancel(String id) {
        line.removeIf(entry -> entry.id.equals(id));
        holders.removeIf(entry -> entry.id.equals(id) && entry.offeredAt >= 0);
        settle();
    }

    void confirm(String id) {
        holders.stream().filter(entry -> entry.id.equals(id)).forEach(entry -> entry.offeredAt = -1);
    }

    void limit(String key, int limit) {
        limits.put(key, limit);
        settle();
    }

    void pause(String key, boolean now) {
        if (now) {
            paused.add(key);
        } else {
            paused.remove(key);
        }
        settle();
    }

    void retainOnly(Set<String> living) {
        line.removeIf(entry -> !living.contains(entry.id));
        holders.removeIf(entry -> !living.contains(entry.id));
        settle();
    }

    /** Offers run out in the middle of a step, one after the other; rates let somebody in at its end. */
    void pass() {
        for (Entry entry : List.copyOf(holders)) {
            if (entry.offeredAt >= 0 && entry.offeredAt + OFFER_STEPS == step) {
                entry.offeredAt = -1;
                holders.remove(entry);
                line.add(entry);
                settle();
            }
        }
        step++;
        settle();
    }

    List<String> waiting(String key) {
        return line.stream()
                .filter(entry -> entry.limits.containsKey(key))
                .map(entry -> entry.id)
                .toList();
    }

    List<String> holders(String key) {
        return holders.stream()
                .filter(entry -> entry.limits.containsKey(key))
                .map(entry -> entry.id)
                .toList();
    }

    private void settle() {
        boolean again = true;
        while (again) {
            again = false;
            for (Entry entry : List.copyOf(line)) {
                if (mayStart(entry)) {
                    line.remove(entry);
                    holders.add(entry);
                    entry.offeredAt = entry.askedFirst ? step : -1;
                    entry.limits.keySet().forEach(key -> count(entry, key));
                    again = true;
                    break;
                }
            }
        }
    }

    private void count(Entry entry, String key) {
        starts.computeIfAbsent(key, absent -> new ArrayList<>()).add(step);
        starts.computeIfAbsent(key + "/" + entry.person, absent -> new ArrayList<>())
                .add(step);
    }

    private boolean mayStart(Entry entry) {
        return entry.limits.keySet().stream().allMatch(key -> isFirst(entry, key) && hasRoom(entry, key));
    }

    private boolean isFirst(Entry entry, String key) {
        for (Entry other : line) {
            if (other == entry) {
                return !mustPause(entry, key);
            }
            if (other.limits.containsKey(key) && !mustPause(other, key)) {
                return false;
            }
        }
        throw new IllegalStateException();
    }

    private boolean mustPause(Entry entry, String key) {
        return key.equals(PERSONAL) && started(key + "/" + entry.person, PERSON_STEPS) >= 1;
    }

    private boolean hasRoom(Entry entry, String key) {
        int limit = Math.min(limits.getOrDefault(key, Integer.MAX_VALUE), entry.limits.get(key));
        return holders(key).size() < limit
                && !paused.contains(key)
                && !(key.equals(RATED) && started(key, RATE_STEPS) >= 2);
    }

    private long started(String what, int window) {
        return starts.getOrDefault(what, List.of()).stream()
                .filter(at -> at + window > step)
                .count();
    }
}
