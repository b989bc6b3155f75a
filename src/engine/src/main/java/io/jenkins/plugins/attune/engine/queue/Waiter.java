package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.List;

/**
 * A ticket on its way. Written under the lock of {@link Queues}; state and number may be read by any thread.
 */
final class Waiter {
    private final Request request;
    private final long enteredMillis;
    private List<Place> places = List.of();
    private volatile long number;
    private volatile TicketState state = TicketState.WAITING;

    @CheckForNull
    private volatile Instant granted;

    private final AlarmSlot alarm = new AlarmSlot();

    Waiter(Request request, long number, long enteredMillis) {
        this.request = request;
        this.number = number;
        this.enteredMillis = enteredMillis;
    }

    String id() {
        return request.id();
    }

    Request request() {
        return request;
    }

    List<Place> places() {
        return places;
    }

    void placedAt(List<Place> all) {
        places = List.copyOf(all);
    }

    long number() {
        return number;
    }

    /** Its place in the order of those who wait. */
    long rank() {
        return request.ahead() ? number - Long.MAX_VALUE : number;
    }

    void renumber(long other) {
        number = other;
        granted = null;
        state = TicketState.WAITING;
    }

    TicketState state() {
        return state;
    }

    boolean is(TicketState one) {
        return state == one;
    }

    /** Whether it takes up its slots. */
    boolean occupies() {
        return state == TicketState.HELD || state == TicketState.OFFERED;
    }

    void become(TicketState other) {
        state = other;
    }

    void granted(long now, TicketState as) {
        granted = Instant.ofEpochMilli(now);
        state = as;
    }

    long enteredMillis() {
        return enteredMillis;
    }

    /** When it gives up waiting; null where it never does. */
    @CheckForNull
    Long deadline() {
        Long wait = request.patience().waitMillis();
        return wait == null ? null : enteredMillis + wait;
    }

    AlarmSlot alarm() {
        return alarm;
    }

    Ticket ticket() {
        return new Ticket(
                number,
                id(),
                state,
                request.claims().stream().map(Claim::key).toList(),
                request.owner(),
                Instant.ofEpochMilli(enteredMillis),
                granted);
    }
}
