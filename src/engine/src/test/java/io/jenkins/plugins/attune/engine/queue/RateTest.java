package io.jenkins.plugins.attune.engine.queue;

import static io.jenkins.plugins.attune.engine.queue.World.by;
import static io.jenkins.plugins.attune.engine.queue.World.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Claim TWO_PER_MINUTE = under("k", Policy.NONE.withRate(Rate.perMinute(2)));
    private static final Claim ONE_PER_PERSON = under("k", Policy.NONE.withPersonRate(Rate.perMinute(1)));

    private final World world = new World();
    private final Queues queues = world.queues;

    @Test
    void noMoreStartWithinAMinuteThanTheRateAllows() throws AttuneException {
        world.enter(TWO_PER_MINUTE, "a");
        world.pass(Duration.ofSeconds(20));
        world.enter(TWO_PER_MINUTE, "b", "c", "d");
        assertThat(world.holders("k")).containsExactly("a", "b");

        world.pass(Duration.ofSeconds(40).minusMillis(1));
        assertThat(world.holders("k")).containsExactly("a", "b");
        world.pass(Duration.ofMillis(1));
        assertThat(world.holders("k")).containsExactly("a", "b", "c");
        world.pass(Duration.ofSeconds(20));
        assertThat(world.holders("k")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void theRateIsRememberedWhenNobodyIsThereAndForgottenInTime() throws AttuneException {
        world.enter(TWO_PER_MINUTE, "a", "b");
        world.release("a", "b");
        world.enter(TWO_PER_MINUTE, "c");
        assertThat(world.waiting("k")).containsExactly("c");

        world.pass(MINUTE);
        assertThat(world.holders("k")).containsExactly("c");
        world.release("c");
        world.pass(MINUTE);

        assertThat(queues.keys()).isEmpty();
        assertThat(world.clock.pending()).isZero();
    }

    @Test
    void aPersonWhoMustPauseHoldsUpNobodyElse() throws AttuneException {
        queues.enter(by("alice", "a1", ONE_PER_PERSON));
        queues.enter(by("alice", "a2", ONE_PER_PERSON));
        queues.enter(by("alice", "a3", ONE_PER_PERSON));
        queues.enter(by("bob", "b1", ONE_PER_PERSON));

        assertThat(world.holders("k")).containsExactly("a1", "b1");
        assertThat(world.waiting("k")).containsExactly("a2", "a3");
        world.pass(MINUTE);
        assertThat(world.holders("k")).containsExactly("a1", "b1", "a2");
        world.pass(MINUTE);
        assertThat(world.holders("k")).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void whoComesBackHasThePlaceOfTheNumber() throws AttuneException {
        Claim claim = under("k", Policy.limit(1).withPersonRate(Rate.perMinute(1)));
        queues.enter(by("alice", "a1", claim));
        queues.enter(by("alice", "a2", claim));
        queues.enter(by("bob", "b1", claim));
        queues.enter(by("carol", "c1", claim));
        world.release("a1");
        assertThat(world.holders("k")).containsExactly("b1");
        assertThat(world.waiting("k")).containsExactly("a2", "c1");

        world.pass(MINUTE);
        world.release("b1");

        assertThat(world.holders("k")).containsExactly("a2");
    }

    @Test
    void aPersonsRunsKeepTheirOrderWhereTheirRatesDiffer() throws AttuneException {
        Claim generous = under("k", Policy.NONE.withPersonRate(Rate.perMinute(5)));
        queues.enter(by("alice", "a1", ONE_PER_PERSON));
        queues.enter(by("alice", "a2", ONE_PER_PERSON));
        queues.enter(by("alice", "a3", generous));
        assertThat(world.waiting("k")).containsExactly("a2", "a3");

        world.pass(MINUTE);

        assertThat(world.holders("k")).containsExactly("a1", "a2", "a3");
    }

    @Test
    void whoWasPutAsideCanLeave() throws AttuneException {
        queues.enter(by("alice", "a1", ONE_PER_PERSON));
        queues.enter(by("alice", "a2", ONE_PER_PERSON));

        assertThat(queues.cancel("a2")).isTrue();
        world.release("a1");
        world.pass(MINUTE);

        assertThat(queues.keys()).isEmpty();
    }

    @Test
    void aRunThatNobodyStartedIsNoPersons() throws AttuneException {
        world.enter(ONE_PER_PERSON, "a", "b", "c");

        assertThat(world.holders("k")).containsExactly("a", "b", "c");
    }

    @Test
    void aRateThatIsRaisedLetsThoseInWhoWait() throws AttuneException {
        world.change("k", QueueSettings.NONE.withPolicy(Policy.NONE.withPersonRate(Rate.perMinute(1))));
        Claim claim = Claim.of("k", AppliedPolicy.NONE);
        queues.enter(by("alice", "a1", claim));
        queues.enter(by("alice", "a2", claim));

        world.change("k", QueueSettings.NONE);

        assertThat(world.holders("k")).containsExactly("a1", "a2");
    }
}
