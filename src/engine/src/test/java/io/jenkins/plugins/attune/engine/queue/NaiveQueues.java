package io.jenkins.plugins.attune.engine.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * What queues are meant to do, without any thought of speed: a list in the order of arrival, looked through from the
 * front until nobody can start any more. Time goes from one event to the next.
 */
final class NaiveQueues {
    /** No whole number of seconds, so that offers run out when nothing else happens. */
    static final long OFFER_MILLIS = 7_013;

    static final int RATE_SECONDS = 10;
    static final int PERSON_SECONDS = 5;
    private static final long SECOND_MILLIS = 1_000;
    private static final long NOT_OFFERED = -1;

    /** The key whose runs are limited to two in {@link #RATE_SECONDS}. */
    static final String RATED = "z";

    /** The key whose runs of each person are limited to one in {@link #PERSON_SECONDS}. */
    static final String PERSONAL = "y";

    private final List<Entry> line = new ArrayList<>();
    private final List<Entry> holders = new ArrayList<>();
    private final Map<String, Integer> limits = new HashMap<>();
    private final Set<String> paused = new HashSet<>();
    private final Map<String, List<Long>> starts = new TreeMap<>();
    private long now;

    /** @param limits of the ticket's own, by key */
    static final class Entry {
        private final String id;
        private final Map<String, Integer> limits;
        private final String person;
        private final boolean askedFirst;
        private long offeredAt = NOT_OFFERED;

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
        holders.stream().filter(entry -> entry.id.equals(id)).forEach(entry -> entry.offeredAt = NOT_OFFERED);
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

    /** One second; offers run out one after the other, and whoever had to pause may be let in. */
    void pass() {
        long end = now + SECOND_MILLIS;
        while (now < end) {
            now = nextEvent(end);
            for (Entry entry : List.copyOf(holders)) {
                if (entry.offeredAt >= 0 && entry.offeredAt + OFFER_MILLIS == now) {
                    entry.offeredAt = NOT_OFFERED;
                    holders.remove(entry);
                    line.add(entry);
                    settle();
                }
            }
            settle();
        }
    }

    private long nextEvent(long end) {
        LongStream offers = holders.stream()
                .filter(entry -> entry.offeredAt >= 0)
                .mapToLong(entry -> entry.offeredAt + OFFER_MILLIS);
        LongStream pauses = starts.values().stream()
                .flatMap(List::stream)
                .flatMapToLong(
                        at -> LongStream.of(at + RATE_SECONDS * SECOND_MILLIS, at + PERSON_SECONDS * SECOND_MILLIS));
        return LongStream.concat(offers, pauses)
                .filter(at -> at > now && at < end)
                .min()
                .orElse(end);
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
                    entry.offeredAt = entry.askedFirst ? now : NOT_OFFERED;
                    entry.limits.keySet().forEach(key -> count(entry, key));
                    again = true;
                    break;
                }
            }
        }
    }

    private void count(Entry entry, String key) {
        starts.computeIfAbsent(key, absent -> new ArrayList<>()).add(now);
        starts.computeIfAbsent(key + "/" + entry.person, absent -> new ArrayList<>())
                .add(now);
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
        return key.equals(PERSONAL) && started(key + "/" + entry.person, PERSON_SECONDS) >= 1;
    }

    private boolean hasRoom(Entry entry, String key) {
        int limit = Math.min(limits.getOrDefault(key, Integer.MAX_VALUE), entry.limits.get(key));
        return holders(key).size() < limit
                && !paused.contains(key)
                && !(key.equals(RATED) && started(key, RATE_SECONDS) >= 2);
    }

    private long started(String what, int seconds) {
        return starts.getOrDefault(what, List.of()).stream()
                .filter(at -> at + seconds * SECOND_MILLIS > now)
                .count();
    }
}
