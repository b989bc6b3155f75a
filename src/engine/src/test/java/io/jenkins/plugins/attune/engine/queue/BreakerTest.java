package io.jenkins.plugins.attune.engine.queue;

import static io.jenkins.plugins.attune.engine.queue.World.request;
import static io.jenkins.plugins.attune.engine.queue.World.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.CircuitOpenException;
import io.jenkins.plugins.attune.engine.queue.BreakerView.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration OPEN = Duration.ofSeconds(300);
    private static final Claim CLAIM = under("k", Policy.limit(1).withBreaker(new Breaker(3, 300)));

    private final World world = new World();
    private final Queues queues = world.queues;

    private void runs(String id, Outcome outcome) throws AttuneException {
        queues.enter(request(id, CLAIM));
        assertThat(queues.release(id, outcome)).isTrue();
    }

    private void open() throws AttuneException {
        runs("a", Outcome.FAILED);
        runs("b", Outcome.FAILED);
        runs("c", Outcome.FAILED);
    }

    private Phase phase() {
        return queues.view("k", 0).breaker().phase();
    }

    @Test
    void aHundredFailingRunsSeeItOpenHalfOpenAndClosed() throws AttuneException {
        int refused = 0;
        for (int run = 0; run < 100; run++) {
            Phase before = phase();
            try {
                runs("r" + run, Outcome.FAILED);
                assertThat(before).isNotEqualTo(Phase.OPEN);
            } catch (CircuitOpenException e) {
                assertThat(before).isEqualTo(Phase.OPEN);
                refused++;
            }
            world.pass(Duration.ofSeconds(30));
        }
        // Open from 60 s on; of the 97 attempts that follow, each tenth comes when 300 s have passed.
        assertThat(refused).isEqualTo(97 - 9);
        world.pass(OPEN);
        assertThat(phase()).isEqualTo(Phase.HALF_OPEN);

        runs("mended", Outcome.SUCCEEDED);

        assertThat(queues.view("k", 0).breaker()).isEqualTo(BreakerView.CLOSED);
        assertThat(queues.keys()).isEmpty();
    }

    @Test
    void itOpensAtTheFailureThatIsOneTooMany() throws AttuneException {
        runs("a", Outcome.FAILED);
        runs("b", Outcome.FAILED);
        assertThat(phase()).isEqualTo(Phase.CLOSED);

        runs("c", Outcome.FAILED);

        BreakerView view = queues.view("k", 0).breaker();
        assertThat(view.phase()).isEqualTo(Phase.OPEN);
        assertThat(view.until()).isEqualTo(ManualClock.START.plus(OPEN));
        assertThat(view.reason()).isEqualTo("3 failures in a row");
        assertThat(view.lastFailed()).isEqualTo("build c");
        assertThatThrownBy(() -> queues.enter(request("d", CLAIM)))
                .isInstanceOf(CircuitOpenException.class)
                .hasMessageEndingWith("until 2026-01-01T00:05:00Z: 3 failures in a row");
    }

    @Test
    void aSuccessBetweenThemLetsFailuresCountAnew() throws AttuneException {
        runs("a", Outcome.FAILED);
        runs("b", Outcome.FAILED);
        runs("c", Outcome.SUCCEEDED);
        runs("d", Outcome.FAILED);
        runs("e", Outcome.FAILED);
        runs("f", Outcome.UNKNOWN);

        assertThat(phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void halfOpenItLetsOneThroughAndWaitsForIt() throws AttuneException {
        open();
        world.pass(OPEN);
        queues.enter(request("probe", CLAIM));

        assertThatThrownBy(() -> queues.enter(request("next", CLAIM)))
                .isInstanceOf(CircuitOpenException.class)
                .hasMessageContaining("until the one that was let through has ended");
        queues.release("probe", Outcome.UNKNOWN);
        queues.enter(request("probe 2", CLAIM));
        queues.release("probe 2", Outcome.FAILED);

        assertThat(phase()).isEqualTo(Phase.OPEN);
        assertThat(queues.view("k", 0).breaker().until())
                .isEqualTo(ManualClock.START.plus(OPEN).plus(OPEN));
    }

    @Test
    void whoWaitsWhenItOpensIsRefusedToo() throws AttuneException {
        runs("a", Outcome.FAILED);
        runs("b", Outcome.FAILED);
        world.enter(CLAIM, "c", "d", "e");
        world.told.news();

        queues.release("c", Outcome.FAILED);

        assertThat(world.told.news())
                .containsExactly("ended c RELEASED", "ended d REFUSED circuit_open", "ended e REFUSED circuit_open");
    }

    @Test
    void byHandItIsClosedAtOnce() throws AttuneException {
        open();

        queues.resetBreaker("k");

        assertThat(queues.view("k", 0).breaker()).isEqualTo(BreakerView.CLOSED);
        runs("d", Outcome.FAILED);
        assertThat(phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void failuresAreForgottenWhenNothingMoreIsHeard() throws AttuneException {
        runs("a", Outcome.FAILED);

        world.pass(Duration.ofMillis(BreakerState.MEMORY_MILLIS));

        assertThat(queues.keys()).isEmpty();
        assertThat(world.clock.pending()).isZero();
    }

    @Test
    void aRunThatWasAbortedInTheLineLetsTheNextOneTry() throws AttuneException {
        open();
        world.pass(OPEN);
        world.change("k", QueueSettings.NONE.pausedFor(null));
        queues.enter(request("probe", CLAIM));
        queues.cancel("probe");

        queues.enter(request("next", CLAIM));
        world.change("k", QueueSettings.NONE);

        assertThat(world.holders("k")).containsExactly("next");
    }

    @Test
    void eachQueueOfATicketIsToldOfItsOwnRun() throws AttuneException {
        Claim other = Claim.of("other", Policy.NONE.withBreaker(new Breaker(1, 300)), World.STEP);
        queues.enter(request("both", CLAIM, other));

        queues.release("both", key -> key.equals("k") ? Outcome.SUCCEEDED : Outcome.FAILED);

        assertThat(phase()).isEqualTo(Phase.CLOSED);
        assertThat(queues.view("other", 0).breaker().phase()).isEqualTo(Phase.OPEN);
    }
}
