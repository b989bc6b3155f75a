package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The line of one key, and who holds its slots. It is there as long as somebody waits or holds, or something must be
 * remembered. Guarded by the lock of {@link Queues}.
 */
final class Line {
    /** Stands for a moment that only something else than time can bring. */
    static final long NEVER = Long.MAX_VALUE;

    private final String key;
    private final WaitingList waiting = new WaitingList();
    private final Set<Waiter> holders = new LinkedHashSet<>();
    private final WaitTimes waits = new WaitTimes();
    private SettingsVersion settings;
    private AppliedPolicy administrators;

    private final StandingBook standing;

    /** The latest ticket's. */
    private Claim asked;

    @CheckForNull
    private RateWindow starts;

    @CheckForNull
    private PersonRates people;

    @CheckForNull
    private BreakerState breaker;

    /** When the line is to be looked at again; {@link #NEVER} where no such time is set. */
    private long wakeAt = NEVER;

    private boolean dirty;
    private boolean moved;

    Line(String key, SettingsVersion settings, StandingBook standing) {
        this.key = key;
        this.standing = standing;
        this.asked = Claim.of(key, AppliedPolicy.NONE);
        this.settings = settings;
        this.administrators = AppliedPolicy.of(settings.settings().policy(), PolicySource.ADMINISTRATOR);
    }

    String key() {
        return key;
    }

    SettingsVersion settings() {
        return settings;
    }

    StandingBook standing() {
        return standing;
    }

    void configure(SettingsVersion changed) {
        settings = changed;
        administrators = AppliedPolicy.of(changed.settings().policy(), PolicySource.ADMINISTRATOR);
        recallAside();
    }

    /** Brings back those who stand aside, for when the rate may be another one. */
    void recallAside() {
        if (people != null) {
            people.takeAll().forEach(waiting::addNearTheFront);
        }
    }

    BreakerState breaker() {
        BreakerState state = breaker == null ? new BreakerState(key) : breaker;
        breaker = state;
        return state;
    }

    @CheckForNull
    BreakerState breakerIfAny() {
        return breaker;
    }

    void add(Place place) {
        if (place.waiter().request().ahead()) {
            waiting.addNearTheFront(place);
        } else {
            waiting.add(place);
        }
        asked = place.claim();
    }

    void remove(Place place) {
        if (place.linked) {
            waiting.remove(place);
        } else if (people != null) {
            people.remove(place);
        }
    }

    int length() {
        return waiting.size() + (people == null ? 0 : people.size());
    }

    Set<Waiter> holders() {
        return holders;
    }

    /** Who is next; puts those aside whose person must pause, and takes back who need not any more. */
    @CheckForNull
    Place head(long now) {
        if (people != null) {
            List<Place> back = people.comeBack(now);
            back.forEach(waiting::addNearTheFront);
            moved |= !back.isEmpty();
        }
        Place first = waiting.first();
        while (first != null && people != null && standsAside(people, first, now)) {
            waiting.remove(first);
            people.putAside(first);
            moved = true;
            first = waiting.first();
        }
        return first;
    }

    /** Whether somebody was put aside or came back since this was last asked. */
    boolean hasMoved() {
        boolean was = moved;
        moved = false;
        return was;
    }

    private static boolean standsAside(PersonRates people, Place place, long now) {
        Applied<Rate> rate = place.policy().personRate();
        return rate != null && place.person() != null && people.holdsBack(place, rate.value(), now);
    }

    /** When somebody who was put aside may come back. */
    long comeBackAt() {
        return people == null ? NEVER : people.due();
    }

    /** From when on the first one may start: at once, at a time, or {@link #NEVER} as things are. */
    long admitsFrom(Place place) {
        AppliedPolicy policy = place.policy();
        if (settings.settings().paused() || !policy.admits(holders.size())) {
            return NEVER;
        }
        Applied<Rate> rate = policy.rate();
        return rate == null || starts == null ? RateWindow.ALWAYS : starts.freeAt(rate.value());
    }

    /** The first one starts. */
    void take(Place place, long now) {
        remove(place);
        hold(place, now);
        waits.add(now - place.waiter().enteredMillis());
    }

    /** Counts one who holds a slot already. */
    void hold(Place place, long now) {
        holders.add(place.waiter());
        AppliedPolicy policy = place.policy();
        asked = place.claim();
        if (policy.rate() != null) {
            starts = starts == null ? new RateWindow() : starts;
            starts.add(now, policy.rate().value());
        }
        String person = place.person();
        if (policy.personRate() != null && person != null) {
            people = people == null ? new PersonRates() : people;
            people.started(person, policy.personRate().value(), now);
        }
    }

    void free(Waiter waiter) {
        holders.remove(waiter);
    }

    void forEachWaiting(Consumer<Place> action) {
        waiting.forEach(action);
        if (people != null) {
            people.forEach(action);
        }
    }

    /** Those who wait, in their order. */
    List<Waiter> inOrder() {
        List<Waiter> all = new ArrayList<>(length());
        forEachWaiting(place -> all.add(place.waiter()));
        if (people != null && people.size() > 0) {
            all.sort(Comparator.comparingLong(Waiter::rank));
        }
        return all;
    }

    boolean isUsed() {
        return length() > 0 || !holders.isEmpty();
    }

    /** Until when something of it must be remembered, where nobody uses it. */
    long rememberedUntil(long now) {
        long until = RateWindow.ALWAYS;
        Applied<Rate> rate = policy().rate();
        if (starts != null && rate != null) {
            until = Math.max(until, starts.forgottenAt(rate.value()));
        }
        if (people != null) {
            until = Math.max(until, people.forgottenAt(now));
        }
        return breaker == null ? until : Math.max(until, breaker.forgottenAt());
    }

    /** What applies to the latest ticket now. */
    AppliedPolicy policy() {
        return policy(asked);
    }

    /** What applies to a claim now. */
    AppliedPolicy policy(Claim claim) {
        return administrators.and(standing.of(claim));
    }

    WaitTimes waits() {
        return waits;
    }

    long wakeAt() {
        return wakeAt;
    }

    void wakeAt(long at) {
        wakeAt = at;
    }

    boolean isDirty() {
        return dirty;
    }

    void dirty(boolean now) {
        dirty = now;
    }
}
