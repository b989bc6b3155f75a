package io.jenkins.plugins.attune.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.queue.PolicySource.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policies that tickets refer to by name. */
class StandingPolicyTest {
    private static final PolicySource SYSTEM = new PolicySource(Kind.ADMINISTRATOR, "the system configuration");
    private static final Claim CLAIM = new Claim("k", AppliedPolicy.NONE, Set.of("rule"));

    private final World world = new World();

    private void stand(Policy policy) {
        world.queues.stand(List.of(new StandingPolicy("rule", policy, SYSTEM)));
    }

    @Test
    void aLimitThatIsRaisedLetsInAtOnceWhoWaitsAlready() throws Exception {
        stand(Policy.limit(1));
        world.enter(CLAIM, "a", "b", "c", "d");
        assertThat(world.holders("k")).containsExactly("a");

        stand(Policy.limit(3));

        assertThat(world.holders("k")).containsExactly("a", "b", "c");
        assertThat(world.queues.policy(CLAIM).limit()).isEqualTo(new Applied<>(3, SYSTEM));
    }

    @Test
    void aLimitThatIsLoweredTakesNoSlotAway() throws Exception {
        stand(Policy.limit(2));
        world.enter(CLAIM, "a", "b", "c", "d");

        stand(Policy.limit(1));

        assertThat(world.holders("k")).containsExactly("a", "b");
        world.release("a");
        assertThat(world.holders("k")).containsExactly("b");
        world.release("b");
        assertThat(world.holders("k")).containsExactly("c");
    }

    @Test
    void whatIsTakenBackHoldsNobodyAnyMore() throws Exception {
        stand(Policy.limit(1));
        world.enter(CLAIM, "a", "b", "c");

        world.queues.stand(List.of());

        assertThat(world.holders("k")).containsExactly("a", "b", "c");
        assertThat(world.queues.needed(List.of(CLAIM))).isEmpty();
    }

    @Test
    void whatOthersAskForHoldsBesideIt() throws Exception {
        Claim both = new Claim("k", AppliedPolicy.of(Policy.limit(2), World.STEP), Set.of("rule"));
        stand(Policy.limit(1));
        world.enter(both, "a", "b", "c");

        stand(Policy.limit(5));

        assertThat(world.holders("k")).containsExactly("a", "b");
        assertThat(world.queues.policy(both).limit().source()).isEqualTo(World.STEP);
    }

    @Test
    void aDefaultGivesWayToWhateverIsAskedFor() throws Exception {
        Claim loose = new Claim("k", AppliedPolicy.of(Policy.limit(2), World.STEP), Set.of("rule"));
        world.queues.stand(
                List.of(new StandingPolicy("rule", Policy.limit(1), new PolicySource(Kind.DEFAULT, "the default"))));

        world.enter(loose, "a", "b", "c");

        assertThat(world.holders("k")).containsExactly("a", "b");
    }

    @Test
    void onlyThoseWhoNameItAreBound() throws Exception {
        stand(Policy.limit(1));
        world.enter(Claim.of("other", Policy.limit(3), World.STEP), "a", "b", "c");

        assertThat(world.holders("other")).containsExactly("a", "b", "c");
        assertThat(world.queues.needed(List.of(CLAIM, Claim.of("free", AppliedPolicy.NONE))))
                .containsExactly(CLAIM);
    }

    @Test
    void whoStoodAsideForARateComesBackWhenItIsRaised() throws Exception {
        stand(Policy.NONE.withPersonRate(Rate.perMinute(1)));
        for (String id : List.of("a", "b", "c")) {
            world.queues.enter(World.by("ada", id, CLAIM));
        }
        assertThat(world.holders("k")).containsExactly("a");

        stand(Policy.NONE.withPersonRate(Rate.perMinute(2)));
        assertThat(world.holders("k")).containsExactly("a", "b");

        world.pass(Duration.ofMinutes(1));
        assertThat(world.holders("k")).containsExactly("a", "b", "c");
    }

    @Test
    void aTicketOfTheJournalRefersToThePolicyAsItIsNow() throws Exception {
        MemoryStorage storage = new MemoryStorage();
        Queues before = Queues.open(storage, world.services());
        before.stand(List.of(new StandingPolicy("rule", Policy.limit(1), SYSTEM)));
        before.start();
        for (String id : List.of("a", "b", "c")) {
            before.enter(World.request(id, CLAIM));
        }
        before.close();

        Queues after = Queues.open(storage, world.services());
        after.stand(List.of(new StandingPolicy("rule", Policy.limit(2), SYSTEM)));
        after.start();

        assertThat(after.view("k", 9).holders()).extracting(Ticket::id).containsExactly("a", "b");
        assertThat(after.view("k", 9).waiting()).extracting(Ticket::id).containsExactly("c");
    }
}
