package io.jenkins.plugins.attune.engine.queue;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Queues with a clock that stands still, whose callbacks come before a call returns. */
final class World {
    static final PolicySource STEP = new PolicySource(PolicySource.Kind.STEP, "the step");

    final ManualClock clock = new ManualClock();
    final Told told = new Told();
    final Queues queues = Queues.inMemory(services());

    QueueServices services() {
        return new QueueServices(clock, Runnable::run, told);
    }

    static Request request(String id, Claim... claims) {
        return new Request(id, List.of(claims), new Owner("build " + id, null), Patience.ENDLESS);
    }

    static Request patient(String id, Patience patience, Claim... claims) {
        return new Request(id, List.of(claims), new Owner("build " + id, null), patience);
    }

    static Request by(String person, String id, Claim... claims) {
        return new Request(id, List.of(claims), new Owner("build " + id, person), Patience.ENDLESS);
    }

    static Claim limited(String key, int limit) {
        return Claim.of(key, Policy.limit(limit), STEP);
    }

    static Claim under(String key, Policy policy) {
        return Claim.of(key, policy, STEP);
    }

    /** Tickets for one key, one after the other. */
    void enter(Claim claim, String... ids) throws AttuneException {
        for (String id : ids) {
            queues.enter(request(id, claim));
        }
    }

    void change(String key, QueueSettings settings) throws AttuneException {
        queues.change(new SettingsChange(key, queues.settings(key).version(), settings, "alice"));
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    void release(String... ids) {
        Arrays.stream(ids).forEach(id -> queues.release(id, Outcome.SUCCEEDED));
    }

    List<String> holders(String key) {
        return queues.view(key, Integer.MAX_VALUE).holders().stream()
                .map(Ticket::id)
                .toList();
    }

    List<String> waiting(String key) {
        return queues.view(key, Integer.MAX_VALUE).waiting().stream()
                .map(Ticket::id)
                .toList();
    }
}
