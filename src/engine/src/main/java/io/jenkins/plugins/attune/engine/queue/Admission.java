package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.CircuitOpenException;
import io.jenkins.plugins.attune.engine.error.QueueFullException;
import io.jenkins.plugins.attune.engine.error.QueueTimeoutException;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Ended;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Entered;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Granted;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.Renumbered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Who may start, and when. Guarded by the lock of {@link Queues}; touches memory only, what follows goes to
 * {@link Effects}.
 *
 * <p>A ticket is granted when it is the first in all its lines and each of them has room. The waiting ticket with the
 * lowest rank is the first in all its lines, so tickets can't wait for each other in a circle. A change marks the
 * lines it touches; of each marked line the first ticket is looked at, and if it is granted, its lines are marked in
 * turn. So a change costs what it sets off, however many wait.
 */
final class Admission {
    private final Lines lines;
    private final Tickets tickets;
    private final Effects effects;

    /** Nothing is granted before everything that was saved is known. */
    private boolean open;

    Admission(Lines lines, Tickets tickets, Effects effects) {
        this.lines = lines;
        this.tickets = tickets;
        this.effects = effects;
    }

    void open(long now) {
        open = true;
        lines.markAll();
        settle(now);
        tickets.all().forEach(this::awaitDeadline);
    }

    /** A new ticket, which may be granted at once. */
    Waiter enter(Request request, long now) throws QueueFullException, CircuitOpenException {
        for (Claim claim : request.claims()) {
            BreakerState breaker = lines.breakerIfAny(claim.key());
            if (breaker != null && lines.policy(claim).breaker() != null && !breaker.letsIn(now)) {
                throw breaker.refusal(now);
            }
        }
        Waiter waiter = tickets.create(request, now);
        place(waiter);
        if (open && !mayStart(waiter, now)) {
            requireRoom(waiter, now);
        }
        tickets.add(waiter);
        effects.save(new Entered(waiter.number(), request, now));
        for (Place place : waiter.places()) {
            BreakerState breaker = place.line().breakerIfAny();
            if (breaker != null && place.policy().breaker() != null) {
                breaker.entered(waiter.id(), now);
            }
            lines.mark(place.line());
        }
        settle(now);
        awaitDeadline(waiter);
        return waiter;
    }

    private void place(Waiter waiter) {
        List<Place> places = new ArrayList<>();
        for (Claim claim : waiter.request().claims()) {
            places.add(new Place(waiter, lines.get(claim.key()), claim));
        }
        waiter.placedAt(places);
        places.forEach(place -> place.line().add(place));
    }

    private void requireRoom(Waiter waiter, long now) throws QueueFullException {
        for (Place place : waiter.places()) {
            int others = place.line().length() - 1;
            Applied<Integer> most = place.policy().maxWaiting();
            if (most != null && !place.policy().allowsWaiting(others)) {
                for (Place left : waiter.places()) {
                    left.line().remove(left);
                    lines.mark(left.line());
                }
                settle(now);
                String what = "the queue '" + place.line().key() + "' is full: " + others + " wait, and at most "
                        + most.value() + " may (" + most.source() + ")";
                throw new QueueFullException(what, "Start the run again later, or have the queue's length raised.");
            }
        }
    }

    private void awaitDeadline(Waiter waiter) {
        Long deadline = waiter.deadline();
        if (deadline != null && open && waiter.is(TicketState.WAITING)) {
            effects.alarm(waiter, deadline);
        }
    }

    /** Ends a ticket that does not hold its slots yet. */
    boolean cancel(String id, long now) {
        Waiter waiter = tickets.find(id);
        if (waiter == null || waiter.is(TicketState.HELD)) {
            return false;
        }
        end(waiter, Ending.CANCELLED, null);
        settle(now);
        return true;
    }

    boolean release(String id, Function<String, Outcome> outcomes, long now) {
        Waiter waiter = tickets.find(id);
        if (waiter == null || !waiter.is(TicketState.HELD)) {
            return false;
        }
        end(waiter, Ending.RELEASED, null);
        for (Place place : waiter.places()) {
            judge(place, outcomes.apply(place.line().key()), now);
        }
        settle(now);
        return true;
    }

    private void judge(Place place, Outcome outcome, long now) {
        Line line = place.line();
        Applied<Breaker> rule = place.policy().breaker();
        BreakerState known = line.breakerIfAny();
        if (rule == null || known == null && outcome != Outcome.FAILED) {
            if (known != null) {
                known.left(place.waiter());
            }
            return;
        }
        BreakerState breaker = line.breaker();
        if (breaker.ended(place.waiter(), outcome, rule.value(), now)) {
            effects.save(breaker.saved());
            if (breaker.phase(now) == BreakerView.Phase.OPEN) {
                refuseWaiting(line, breaker, now);
            }
        }
    }

    private void refuseWaiting(Line line, BreakerState breaker, long now) {
        List<Place> refused = new ArrayList<>();
        line.forEachWaiting(place -> {
            if (place.policy().breaker() != null) {
                refused.add(place);
            }
        });
        refused.forEach(place -> end(place.waiter(), Ending.REFUSED, breaker.refusal(now)));
    }

    void resetBreaker(String key, long now) {
        BreakerState breaker = lines.breakerIfAny(key);
        if (breaker != null) {
            breaker.reset();
            effects.save(breaker.saved());
            lines.mark(lines.get(key));
            settle(now);
        }
    }

    boolean confirm(String id, long now) {
        Waiter waiter = tickets.find(id);
        if (waiter == null || !waiter.is(TicketState.OFFERED)) {
            return false;
        }
        hold(waiter, now);
        tellGranted(waiter);
        settle(now);
        return true;
    }

    /** The ticket's alarm rings: it has waited long enough, or its offer long enough for it. */
    void rang(Waiter waiter, long token, long now) {
        if (!waiter.alarm().awaits(token)) {
            return;
        }
        if (waiter.is(TicketState.WAITING)) {
            timeOut(waiter);
        } else if (waiter.is(TicketState.OFFERED)) {
            sendBack(waiter, now);
        }
        settle(now);
    }

    private void timeOut(Waiter waiter) {
        Long waited = waiter.request().patience().waitMillis();
        String what = "the run waited "
                + Duration.ofMillis(waited == null ? 0 : waited).toSeconds() + " s in the queue '"
                + String.join("', '", waiter.ticket().keys()) + "', as long as it was to";
        end(waiter, Ending.TIMED_OUT, new QueueTimeoutException(what, null));
    }

    /** To the end of the line: who can't start must not keep the others waiting. */
    private void sendBack(Waiter waiter, long now) {
        long before = waiter.number();
        waiter.renumber(tickets.nextNumber());
        for (Place place : waiter.places()) {
            place.line().free(waiter);
            place.line().add(place);
            lines.mark(place.line());
        }
        effects.save(new Renumbered(before, waiter.number()));
        Ticket ticket = waiter.ticket();
        effects.tell(listener -> listener.returned(ticket));
        Long deadline = waiter.deadline();
        if (deadline != null && deadline <= now) {
            timeOut(waiter);
        } else {
            awaitDeadline(waiter);
        }
    }

    /** Ends whatever is not wanted any more, waiting or holding. */
    void abandon(List<Waiter> unwanted, long now) {
        unwanted.forEach(waiter -> end(waiter, Ending.ABANDONED, null));
        settle(now);
    }

    private void end(Waiter waiter, Ending how, @CheckForNull AttuneException why) {
        boolean held = waiter.occupies();
        tickets.remove(waiter);
        for (Place place : waiter.places()) {
            Line line = place.line();
            if (held) {
                line.free(waiter);
            } else {
                line.remove(place);
            }
            BreakerState breaker = line.breakerIfAny();
            if (breaker != null && how != Ending.RELEASED) {
                breaker.left(waiter);
            }
            lines.mark(line);
        }
        waiter.become(TicketState.ENDED);
        effects.clearAlarm(waiter);
        effects.save(new Ended(waiter.number()));
        Ticket ticket = waiter.ticket();
        effects.tell(listener -> listener.ended(ticket, how, why));
    }

    /** A ticket that was saved, or that its owner remembers. */
    void restore(Waiter waiter, boolean held, long heldSince) {
        tickets.add(waiter);
        place(waiter);
        if (held) {
            waiter.places().forEach(place -> {
                place.line().remove(place);
                place.line().hold(place, heldSince);
            });
            waiter.granted(heldSince, TicketState.HELD);
        } else {
            awaitDeadline(waiter);
        }
        waiter.places().forEach(place -> lines.mark(place.line()));
    }

    /** A ticket of which its owner may know more than was saved. */
    void correct(Waiter waiter, Reclaim reclaim, long now) {
        if (waiter.is(TicketState.WAITING) && reclaim.number() > waiter.number()) {
            effects.save(new Renumbered(waiter.number(), reclaim.number()));
            waiter.places().forEach(place -> place.line().remove(place));
            waiter.renumber(reclaim.number());
            waiter.places().forEach(place -> place.line().add(place));
        }
        if (waiter.is(TicketState.WAITING) && reclaim.held()) {
            waiter.places().forEach(place -> place.line().take(place, now));
            hold(waiter, now);
        } else if (waiter.is(TicketState.OFFERED) && reclaim.held()) {
            hold(waiter, now);
        }
        waiter.places().forEach(place -> lines.mark(place.line()));
        settle(now);
    }

    /** A line's alarm rings; an earlier one that was set meanwhile makes it void. */
    void look(String key, long atMillis, long now) {
        Line line = lines.find(key);
        if (line != null && line.wakeAt() == atMillis) {
            line.wakeAt(Line.NEVER);
            lines.mark(line);
            settle(now);
        }
    }

    void configured(String key, SettingsVersion state, long now) {
        Line line = lines.find(key);
        if (line != null) {
            line.configure(state);
            lines.mark(line);
            settle(now);
        } else {
            effects.tell(listener -> listener.changed(key));
        }
    }

    void stand(Collection<StandingPolicy> policies, long now) {
        if (lines.standing().replace(policies)) {
            lines.all().forEach(Line::recallAside);
            lines.markAll();
            settle(now);
        }
    }

    /** Grants what can be granted in the lines that are marked, and what that makes possible. */
    void settle(long now) {
        Line line = lines.nextMarked();
        while (line != null) {
            Place head = open ? headOf(line, now) : null;
            if (head != null) {
                long from = startsFrom(head.waiter(), now);
                if (from <= now) {
                    grant(head.waiter(), now);
                } else {
                    lines.wake(line, from);
                }
            }
            line = lines.nextMarked();
        }
        lines.tidy(now);
    }

    private boolean mayStart(Waiter waiter, long now) {
        return startsFrom(waiter, now) <= now;
    }

    /** When a ticket can start as far as time alone is concerned; {@link Line#NEVER} while others must move first. */
    private long startsFrom(Waiter waiter, long now) {
        long from = RateWindow.ALWAYS;
        for (Place place : waiter.places()) {
            Line line = place.line();
            if (!place.equals(headOf(line, now))) {
                return Line.NEVER;
            }
            from = Math.max(from, line.admitsFrom(place));
        }
        return from;
    }

    /** The first of a line. Where others were put aside for it or came back, there may be more to do. */
    @CheckForNull
    private Place headOf(Line line, long now) {
        Place head = line.head(now);
        if (line.hasMoved()) {
            lines.mark(line);
        }
        lines.wake(line, line.comeBackAt());
        return head;
    }

    private void grant(Waiter waiter, long now) {
        for (Place place : waiter.places()) {
            place.line().take(place, now);
            lines.mark(place.line());
        }
        tickets.granted(now - waiter.enteredMillis());
        Long offer = waiter.request().patience().offerMillis();
        if (offer == null) {
            hold(waiter, now);
            tellGranted(waiter);
            return;
        }
        waiter.granted(now, TicketState.OFFERED);
        effects.alarm(waiter, now + offer);
        Ticket ticket = waiter.ticket();
        effects.tell(listener -> listener.offered(ticket));
    }

    private void hold(Waiter waiter, long now) {
        waiter.granted(now, TicketState.HELD);
        effects.clearAlarm(waiter);
        effects.save(new Granted(waiter.number(), now));
    }

    private void tellGranted(Waiter waiter) {
        Ticket ticket = waiter.ticket();
        effects.tell(listener -> listener.granted(ticket));
    }
}
