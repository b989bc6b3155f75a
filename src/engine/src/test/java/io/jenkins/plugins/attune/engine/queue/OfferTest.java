package io.jenkins.plugins.attune.engine.queue;

import static io.jenkins.plugins.attune.engine.queue.World.limited;
import static io.jenkins.plugins.attune.engine.queue.World.patient;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OfferTest {
    private static final Duration OFFER = Duration.ofSeconds(30);
    private static final Patience ASKED_FIRST = Patience.ENDLESS.offeredFor(OFFER);

    private final World world = new World();
    private final Queues queues = world.queues;

    private void enter(String... ids) throws AttuneException {
        for (String id : ids) {
            queues.enter(patient(id, ASKED_FIRST, limited("k", 1)));
        }
    }

    @Test
    void theFirstIsOfferedItsSlotAndHoldsItWhenItConfirms() throws AttuneException {
        enter("a", "b");
        assertThat(queues.state("a")).isEqualTo(TicketState.OFFERED);
        assertThat(queues.state("b")).isEqualTo(TicketState.WAITING);

        assertThat(queues.confirm("a")).isTrue();
        world.pass(OFFER.multipliedBy(2));

        assertThat(queues.state("a")).isEqualTo(TicketState.HELD);
        assertThat(world.told.news()).containsExactly("offered a", "granted a");
        world.release("a");
        assertThat(queues.state("b")).isEqualTo(TicketState.OFFERED);
    }

    @Test
    void anOfferKeepsTheSlot() throws AttuneException {
        enter("a");
        world.enter(limited("k", 1), "other");

        assertThat(world.waiting("k")).containsExactly("other");
    }

    @Test
    void whoDoesNotStartInTimeGoesToTheEndOfTheLine() throws AttuneException {
        enter("a", "b", "c");

        world.pass(OFFER);

        assertThat(queues.state("b")).isEqualTo(TicketState.OFFERED);
        assertThat(world.waiting("k")).containsExactly("c", "a");
        assertThat(world.told.news()).containsExactly("offered a", "returned a", "offered b");
        assertThat(queues.confirm("a")).isFalse();
        assertThat(queues.confirm("b")).isTrue();
    }

    @Test
    void whoIsAloneIsOfferedItsSlotAgain() throws AttuneException {
        enter("a");

        world.pass(OFFER);

        assertThat(queues.state("a")).isEqualTo(TicketState.OFFERED);
        assertThat(queues.confirm("a")).isTrue();
    }

    @Test
    void whoTurnsAnOfferDownLetsTheNextOneIn() throws AttuneException {
        enter("a", "b");

        assertThat(queues.cancel("a")).isTrue();

        assertThat(queues.state("b")).isEqualTo(TicketState.OFFERED);
        assertThat(queues.state("a")).isEqualTo(TicketState.ENDED);
    }

    @Test
    void theTimeToWaitGoesOnWhileAnOfferStands() throws AttuneException {
        queues.enter(patient("a", Patience.of(Duration.ofSeconds(20)).offeredFor(OFFER), limited("k", 1)));

        world.pass(OFFER);

        assertThat(world.told.news()).containsExactly("offered a", "returned a", "ended a TIMED_OUT queue_timed_out");
        assertThat(queues.keys()).isEmpty();
    }

    @Test
    void offersOfSeveralKeysAreMadeTogether() throws AttuneException {
        world.enter(limited("x", 1), "holder");
        queues.enter(patient("both", ASKED_FIRST, limited("x", 1), limited("y", 1)));
        assertThat(queues.state("both")).isEqualTo(TicketState.WAITING);

        world.release("holder");

        assertThat(queues.state("both")).isEqualTo(TicketState.OFFERED);
        assertThat(world.holders("y")).containsExactly("both");
    }

    @Test
    void anOfferIsNotCutShortByTheTimeToWait() throws AttuneException {
        world.enter(limited("k", 1), "holder");
        queues.enter(patient("a", Patience.of(Duration.ofMinutes(1)).offeredFor(OFFER), limited("k", 1)));
        world.pass(Duration.ofSeconds(50));
        world.release("holder");

        world.pass(Duration.ofSeconds(20));

        assertThat(queues.confirm("a")).isTrue();
    }
}
