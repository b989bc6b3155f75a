package io.jenkins.plugins.attune.engine.queue;

import static io.jenkins.plugins.attune.engine.queue.World.limited;
import static io.jenkins.plugins.attune.engine.queue.World.request;
import static io.jenkins.plugins.attune.engine.queue.World.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tickets of whoever holds slots by another ticket already. */
class AheadTest {
    private final World world = new World();

    private void enterAhead(String id, Claim... claims) throws AttuneException {
        world.queues.enter(new Request(id, List.of(claims), new Owner("build " + id, null), Patience.ENDLESS, true));
    }

    @Test
    void whoHoldsWhatTheFirstInLineWaitsForDoesNotWaitBehindIt() throws AttuneException {
        world.enter(limited("deploy", 1), "job");
        world.queues.enter(request("both", limited("agent", 2), limited("deploy", 1)));
        assertThat(world.waiting("agent")).containsExactly("both");

        enterAhead("run of the job", limited("agent", 2));

        assertThat(world.holders("agent")).containsExactly("run of the job");
        world.release("run of the job", "job");
        assertThat(world.holders("deploy")).containsExactly("both");
    }

    @Test
    void theyGoBeforeTheOthersInTheirOwnOrder() throws AttuneException {
        world.enter(limited("k", 1), "a", "b", "c");
        enterAhead("d", limited("k", 1));
        enterAhead("e", limited("k", 1));

        assertThat(world.waiting("k")).containsExactly("d", "e", "b", "c");
    }

    @Test
    void theyComeBackAheadWhereAPersonStoodAside() throws AttuneException {
        Claim rated = under("k", Policy.limit(1).withPersonRate(Rate.perMinute(1)));
        world.queues.enter(World.by("ada", "a", rated));
        world.queues.enter(World.by("ada", "b", rated));
        world.queues.enter(new Request("c", List.of(rated), new Owner("build c", "ada"), Patience.ENDLESS, true));
        world.release("a");
        assertThat(world.holders("k")).isEmpty();

        world.pass(Duration.ofMinutes(1));

        assertThat(world.holders("k")).containsExactly("c");
    }

    @Test
    void theyAreAheadAfterARestart() throws Exception {
        MemoryStorage storage = new MemoryStorage();
        Queues before = Queues.open(storage, world.services());
        before.start();
        before.enter(request("a", limited("k", 1)));
        before.enter(request("b", limited("k", 1)));
        before.enter(new Request("c", List.of(limited("k", 1)), new Owner("build c", null), Patience.ENDLESS, true));
        before.close();

        Queues after = Queues.open(storage, world.services());
        after.start();

        assertThat(after.view("k", 9).waiting()).extracting(Ticket::id).containsExactly("c", "b");
    }
}
