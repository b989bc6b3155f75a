package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The index of tickets by id, and what counts them. Written under the lock of {@link Queues}; {@link #find} is for any
 * thread, so that asking for a ticket's state waits for nobody.
 */
final class Tickets {
    private final Map<String, Waiter> byId = new ConcurrentHashMap<>();
    private final WaitTimes waits = new WaitTimes();
    private long lastNumber;

    Waiter create(Request request, long now) {
        if (byId.containsKey(request.id())) {
            throw new IllegalArgumentException("there is a ticket with the id '" + request.id() + "' already");
        }
        return new Waiter(request, nextNumber(), now);
    }

    long nextNumber() {
        lastNumber++;
        return lastNumber;
    }

    /** No number up to this one will be given. */
    void skipTo(long number) {
        lastNumber = Math.max(lastNumber, number);
    }

    long lastNumber() {
        return lastNumber;
    }

    void add(Waiter waiter) {
        byId.put(waiter.id(), waiter);
    }

    void remove(Waiter waiter) {
        byId.remove(waiter.id());
    }

    @CheckForNull
    Waiter find(String id) {
        return byId.get(id);
    }

    List<Waiter> all() {
        return new ArrayList<>(byId.values());
    }

    int size() {
        return byId.size();
    }

    void granted(long waited) {
        waits.add(waited);
    }

    WaitTimes waits() {
        return waits;
    }
}
