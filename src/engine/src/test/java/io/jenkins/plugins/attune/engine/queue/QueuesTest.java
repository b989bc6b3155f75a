package io.jenkins.plugins.attune.engine.queue;

import static io.jenkins.plugins.attune.engine.queue.World.limited;
import static io.jenkins.plugins.attune.engine.queue.World.patient;
import static io.jenkins.plugins.attune.engine.queue.World.request;
import static io.jenkins.plugins.attune.engine.queue.World.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.QueueFullException;
import io.jenkins.plugins.attune.engine.error.StaleChangeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class QueuesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World();
    private final Queues queues = world.queues;

    @Test
    void theFirstToComeIsTheFirstToStart() throws AttuneException {
        world.enter(limited("k", 1), "a", "b", "c");
        world.release("a", "b", "c");

        assertThat(world.told.news())
                .containsExactly(
                        "granted a",
                        "ended a RELEASED",
                        "granted b",
                        "ended b RELEASED",
                        "granted c",
                        "ended c RELEASED");
    }

    @Test
    void numbersRise() throws AttuneException {
        long first = queues.enter(request("a", limited("k", 1))).number();
        world.release("a");

        assertThat(queues.enter(request("a", limited("other", 1))).number()).isGreaterThan(first);
    }

    @Test
    void asManyHoldAsTheLimitAllows() throws AttuneException {
        world.enter(limited("k", 2), "a", "b", "c", "d", "e");

        assertThat(world.holders("k")).containsExactly("a", "b");
        assertThat(world.waiting("k")).containsExactly("c", "d", "e");
    }

    @Test
    void aTicketThatIsThereIsNotTakenTwice() throws AttuneException {
        world.enter(limited("k", 1), "a");

        assertThatThrownBy(() -> world.enter(limited("k", 1), "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoLeavesTheLineLetsTheNextOneMoveUp() throws AttuneException {
        world.enter(limited("k", 1), "a", "b", "c");

        assertThat(queues.cancel("b")).isTrue();
        world.release("a");

        assertThat(world.holders("k")).containsExactly("c");
    }

    @Test
    void whoHoldsCanNotLeaveAndWhoWaitsCanNotRelease() throws AttuneException {
        world.enter(limited("k", 1), "a", "b");

        assertThat(queues.cancel("a")).isFalse();
        assertThat(queues.release("b", Outcome.SUCCEEDED)).isFalse();
        assertThat(queues.release("nobody", Outcome.SUCCEEDED)).isFalse();
        assertThat(world.holders("k")).containsExactly("a");
    }

    @Test
    void aRaisedLimitLetsSeveralStartAtOnce() throws AttuneException {
        world.change("k", QueueSettings.NONE.withPolicy(Policy.limit(1)));
        for (int i = 0; i < 21; i++) {
            world.enter(Claim.of("k", AppliedPolicy.NONE), "r" + i);
        }
        assertThat(world.holders("k")).containsExactly("r0");

        world.change("k", QueueSettings.NONE.withPolicy(Policy.limit(5)));

        assertThat(world.holders("k")).containsExactly("r0", "r1", "r2", "r3", "r4");
        assertThat(queues.view("k", 3).waiting()).extracting(Ticket::id).containsExactly("r5", "r6", "r7");
        assertThat(queues.view("k", 0).statistics().waiting()).isEqualTo(16);
    }

    @Test
    void aLoweredLimitTakesNothingAwayAndLetsNobodyIn() throws AttuneException {
        world.change("k", QueueSettings.NONE.withPolicy(Policy.limit(3)));
        world.enter(Claim.of("k", AppliedPolicy.NONE), "a", "b", "c", "d");

        world.change("k", QueueSettings.NONE.withPolicy(Policy.limit(1)));
        world.release("a", "b");
        assertThat(world.holders("k")).containsExactly("c");
        world.release("c");

        assertThat(world.holders("k")).containsExactly("d");
    }

    @Test
    void whilePausedNobodyStartsAndNobodyLosesThePlace() throws AttuneException {
        world.change("k", QueueSettings.NONE.pausedFor("the database is moved"));
        world.enter(limited("k", 1), "a", "b");
        assertThat(world.holders("k")).isEmpty();

        world.change("k", QueueSettings.NONE);

        assertThat(world.holders("k")).containsExactly("a");
        assertThat(world.waiting("k")).containsExactly("b");
    }

    @Test
    void aStaleChangeIsRefusedAndSaysWhatItMissed() throws AttuneException {
        long seen = queues.settings("k").version();
        queues.change(new SettingsChange("k", seen, QueueSettings.NONE.withPolicy(Policy.limit(2)), "alice"));

        assertThatThrownBy(
                        () -> queues.change(new SettingsChange("k", seen, QueueSettings.NONE.pausedFor(null), "bob")))
                .isInstanceOf(StaleChangeException.class)
                .hasMessageContaining("alice at 2026-01-01T00:00:00Z: limit none → 2");
        assertThat(queues.settings("k").settings()).isEqualTo(QueueSettings.NONE.withPolicy(Policy.limit(2)));
    }

    @Test
    void settingsThatAreRemovedMakeOlderVersionsStaleToo() throws AttuneException {
        world.change("k", QueueSettings.NONE.withPolicy(Policy.limit(2)));
        long seen = queues.settings("k").version();
        world.change("k", QueueSettings.NONE);

        assertThatThrownBy(() -> queues.change(new SettingsChange("k", seen, QueueSettings.NONE, "bob")))
                .isInstanceOf(StaleChangeException.class)
                .hasMessageContaining("removed");
    }

    @Test
    void whoWaitsTooLongIsTold() throws AttuneException {
        world.enter(limited("k", 1), "a");
        queues.enter(patient("b", Patience.of(MINUTE), limited("k", 1)));
        world.enter(limited("k", 1), "c");

        world.pass(MINUTE.minusMillis(1));
        assertThat(world.waiting("k")).containsExactly("b", "c");
        world.pass(Duration.ofMillis(1));

        assertThat(world.told.news()).containsExactly("granted a", "ended b TIMED_OUT queue_timed_out");
        assertThat(world.waiting("k")).containsExactly("c");
    }

    @Test
    void whoStartedInTimeIsNotTimedOut() throws AttuneException {
        world.enter(limited("k", 1), "a");
        queues.enter(patient("b", Patience.of(MINUTE), limited("k", 1)));
        world.release("a");

        world.pass(MINUTE.multipliedBy(2));

        assertThat(world.holders("k")).containsExactly("b");
        assertThat(world.clock.pending()).isZero();
    }

    @Test
    void aFullQueueRefusesAndKeepsNothingOfWhoWasRefused() throws AttuneException {
        Claim claim = under("k", Policy.limit(1).withMaxWaiting(1));
        world.enter(claim, "a", "b");

        assertThatThrownBy(() -> world.enter(claim, "c"))
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("the queue 'k' is full: 1 wait, and at most 1 may (the step)");
        assertThat(queues.state("c")).isEqualTo(TicketState.ENDED);
        assertThat(world.waiting("k")).containsExactly("b");
    }

    @Test
    void whereNobodyMayWaitARunStartsOrIsRefused() throws AttuneException {
        Claim claim = under("k", Policy.limit(1).withMaxWaiting(0));
        world.enter(claim, "a");

        assertThatThrownBy(() -> world.enter(claim, "b")).isInstanceOf(QueueFullException.class);
        assertThat(world.holders("k")).containsExactly("a");
    }

    @Test
    void keysAreGrantedTogetherOrNotAtAll() throws AttuneException {
        world.enter(limited("x", 1), "a");
        queues.enter(request("both", limited("x", 1), limited("y", 1)));
        world.enter(limited("y", 1), "b");

        assertThat(world.holders("y")).isEmpty();
        assertThat(world.waiting("y")).containsExactly("both", "b");
        world.release("a");

        assertThat(world.holders("x")).containsExactly("both");
        assertThat(world.holders("y")).containsExactly("both");
        world.release("both");
        assertThat(world.holders("y")).containsExactly("b");
    }

    @Test
    void oneWhoLeavesFreesThoseBehindInAllItsLines() throws AttuneException {
        world.enter(limited("x", 1), "a");
        queues.enter(request("both", limited("x", 1), limited("y", 1)));
        world.enter(limited("y", 1), "b");

        queues.cancel("both");

        assertThat(world.holders("y")).containsExactly("b");
    }

    @Test
    void anOwnerlessTicketGivesItsSlotBack() throws AttuneException {
        world.enter(limited("k", 1), "a", "b", "c", "d");
        long upTo = queues.lastNumber();
        world.enter(limited("k", 1), "late");

        assertThat(queues.retainOnly(Set.of("b", "d"), upTo))
                .extracting(Ticket::id)
                .containsExactlyInAnyOrder("a", "c");

        assertThat(world.holders("k")).containsExactly("b");
        assertThat(world.waiting("k")).containsExactly("d", "late");
    }

    @Test
    void statisticsTellWhatHappened() throws AttuneException {
        world.enter(limited("k", 1), "a", "b", "c");
        world.pass(Duration.ofSeconds(10));
        world.release("a");
        world.pass(Duration.ofSeconds(20));

        QueueStatistics statistics = queues.view("k", 10).statistics();

        assertThat(statistics).isEqualTo(new QueueStatistics(1, 1, 2, new Waits(0, 10_000, 10_000), 30_000));
        assertThat(queues.statistics()).isEqualTo(statistics);
    }

    @Test
    void theSourceOfWhatAppliesIsNamed() throws AttuneException {
        world.change("k", QueueSettings.NONE.withPolicy(Policy.limit(3)));
        world.enter(limited("k", 2), "a");

        assertThat(queues.view("k", 1).policy().limit()).hasToString("2 (the step)");
        world.change("k", QueueSettings.NONE.withPolicy(Policy.limit(1)));
        assertThat(queues.view("k", 1).policy().limit()).hasToString("1 (the administrator's policy)");
    }

    @Test
    void emptyQueuesVanish() throws AttuneException {
        for (int i = 0; i < 100; i++) {
            world.enter(limited("k" + i, 1), "a" + i, "b" + i);
        }
        for (int i = 0; i < 100; i++) {
            world.release("a" + i, "b" + i);
        }

        assertThat(queues.keys()).isEmpty();
        assertThat(world.clock.pending()).isZero();
    }

    @Test
    void anErrorOfTheListenerKeepsNobodyFromBeingTold() throws AttuneException {
        Told told = new Told() {
            @Override
            public synchronized void granted(Ticket ticket) {
                super.granted(ticket);
                throw new IllegalStateException("a listener's own error, which is to be seen in the log");
            }
        };
        Logger logger = Logger.getLogger(EventQueue.class.getName());
        logger.setLevel(Level.OFF);
        Queues failing = Queues.inMemory(new QueueServices(world.clock, Runnable::run, told));

        failing.enter(request("a", limited("k", 2)));
        failing.enter(request("b", limited("k", 2)));

        logger.setLevel(null);
        assertThat(told.news()).isEqualTo(List.of("granted a", "granted b"));
    }

    @Test
    void theListenerIsCalledWhenTheLockIsFree() throws AttuneException {
        List<Long> seen = new ArrayList<>();
        AtomicReference<Queues> called = new AtomicReference<>();
        Told asking = new Told() {
            @Override
            public synchronized void granted(Ticket ticket) {
                CompletableFuture<Long> other =
                        CompletableFuture.supplyAsync(() -> called.get().lastNumber());
                seen.add(other.orTimeout(1, TimeUnit.MINUTES).join());
            }
        };
        called.set(Queues.inMemory(new QueueServices(world.clock, Runnable::run, asking)));

        called.get().enter(request("a", limited("k", 1)));

        assertThat(seen).containsExactly(1L);
    }
}
