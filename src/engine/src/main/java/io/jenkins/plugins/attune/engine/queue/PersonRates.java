package io.jenkins.plugins.attune.engine.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Who of a line has to stand aside, because the person has started enough runs for the moment.
 *
 * <p>A ticket is put aside when its turn comes, not before, so that a line without such a rate pays nothing; it comes
 * back to the place that its number gives it. Guarded by the lock of {@link Queues}.
 */
final class PersonRates {
    static final long NEVER = Long.MAX_VALUE;

    private final Map<String, Lane> lanes = new HashMap<>();
    private int aside;

    /** When the first of those aside may come back, or earlier. */
    private long due = NEVER;

    /** Whether the place can't be the first of its line now; it is then put aside by the caller. */
    boolean holdsBack(Place place, Rate rate, long now) {
        Lane lane = lanes.get(String.valueOf(place.person()));
        if (lane == null) {
            return false;
        }
        lane.rate = rate;
        boolean earlier = !lane.aside.isEmpty() && lane.aside.firstKey() < place.rank();
        return earlier || lane.starts.freeAt(rate) > now;
    }

    void putAside(Place place) {
        Lane lane = lanes.get(String.valueOf(place.person()));
        lane.aside.put(place.rank(), place);
        aside++;
        due = Math.min(due, lane.starts.freeAt(lane.rate));
    }

    /** Takes those back whose time has come, one of each person. */
    List<Place> comeBack(long now) {
        if (now < due) {
            return List.of();
        }
        due = NEVER;
        List<Place> back = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            if (!lane.aside.isEmpty() && lane.starts.freeAt(lane.rate) <= now) {
                back.add(lane.aside.pollFirstEntry().getValue());
                aside--;
            }
            if (!lane.aside.isEmpty()) {
                due = Math.min(due, lane.starts.freeAt(lane.rate));
            }
        }
        return back;
    }

    void started(String person, Rate rate, long now) {
        Lane lane = lanes.computeIfAbsent(person, name -> new Lane());
        lane.rate = rate;
        lane.starts.add(now, rate);
        if (!lane.aside.isEmpty()) {
            due = Math.min(due, lane.starts.freeAt(rate));
        }
    }

    /** One leaves who was put aside. */
    void remove(Place place) {
        Lane lane = lanes.get(String.valueOf(place.person()));
        if (lane != null && lane.aside.remove(place.rank()) != null) {
            aside--;
        }
    }

    /** Takes everybody back, for when the rate may be another one. */
    List<Place> takeAll() {
        List<Place> all = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            all.addAll(lane.aside.values());
            lane.aside.clear();
        }
        aside = 0;
        due = NEVER;
        return all;
    }

    int size() {
        return aside;
    }

    long due() {
        return due;
    }

    /** From when on nothing here can matter any more; forgets persons of whom that is true now. */
    long forgottenAt(long now) {
        long last = RateWindow.ALWAYS;
        Iterator<Lane> all = lanes.values().iterator();
        while (all.hasNext()) {
            Lane lane = all.next();
            long at = lane.aside.isEmpty() ? lane.starts.forgottenAt(lane.rate) : NEVER;
            if (at <= now) {
                all.remove();
            }
            last = Math.max(last, at);
        }
        return last;
    }

    void forEach(Consumer<Place> action) {
        lanes.values().forEach(lane -> lane.aside.values().forEach(action));
    }

    private static final class Lane {
        private final RateWindow starts = new RateWindow();
        private final TreeMap<Long, Place> aside = new TreeMap<>();
        private Rate rate = Rate.perMinute(Rate.MAX_RUNS);
    }
}
