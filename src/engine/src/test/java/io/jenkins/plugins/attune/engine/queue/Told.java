package io.jenkins.plugins.attune.engine.queue;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told: {@code granted a}, {@code ended b TIMED_OUT}. */
class Told implements QueueListener {
    private final List<String> events = new ArrayList<>();

    @Override
    public synchronized void granted(Ticket ticket) {
        events.add("granted " + ticket.id());
    }

    @Override
    public synchronized void offered(Ticket ticket) {
        events.add("offered " + ticket.id());
    }

    @Override
    public synchronized void returned(Ticket ticket) {
        events.add("returned " + ticket.id());
    }

    @Override
    public synchronized void ended(Ticket ticket, Ending how, AttuneException why) {
        events.add("ended " + ticket.id() + " " + how + (why == null ? "" : " " + why.kind()));
    }

    /** What came since this was last asked. */
    synchronized List<String> news() {
        List<String> news = List.copyOf(events);
        events.clear();
        return news;
    }
}
