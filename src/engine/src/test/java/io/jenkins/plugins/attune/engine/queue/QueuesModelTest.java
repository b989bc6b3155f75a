package io.jenkins.plugins.attune.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Does the same to the queues and to {@link NaiveQueues}, and finds the same in both after every step. */
class QueuesModelTest {
    private static final int CASES = 2_000;
    private static final int MOST_STEPS = 120;
    private static final List<String> KEYS = List.of("x", NaiveQueues.PERSONAL, NaiveQueues.RATED);
    private static final Duration STEP = Duration.ofSeconds(1);

    private static final Patience ASKED_FIRST =
            Patience.ENDLESS.offeredFor(Duration.ofMillis(NaiveQueues.OFFER_MILLIS));

    private enum Kind {
        ENTER,
        ENTER_ASKED_FIRST,
        ENTER_ALL_KEYS,
        RELEASE,
        CANCEL,
        CONFIRM,
        LIMIT,
        PAUSE,
        RESUME,
        PASS,
        RETAIN
    }

    /** @param pick chooses what the step is about, whatever there is to choose from */
    record Step(Kind kind, int pick) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(8, Kind.ENTER),
                Tuple.of(3, Kind.ENTER_ASKED_FIRST),
                Tuple.of(2, Kind.ENTER_ALL_KEYS),
                Tuple.of(8, Kind.RELEASE),
                Tuple.of(3, Kind.CANCEL),
                Tuple.of(2, Kind.CONFIRM),
                Tuple.of(2, Kind.LIMIT),
                Tuple.of(1, Kind.PAUSE),
                Tuple.of(2, Kind.RESUME),
                Tuple.of(6, Kind.PASS),
                Tuple.of(1, Kind.RETAIN));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1 << 20))
                .as(Step::new)
                .list()
                .ofMaxSize(MOST_STEPS);
    }

    @Property(tries = CASES)
    void queuesDoWhatANaiveListDoes(@ForAll("steps") List<Step> steps) throws AttuneException {
        Twins twins = new Twins();
        for (Step step : steps) {
            twins.take(step);
            twins.compare();
        }
        twins.finish();
    }

    private static final class Twins {
        private final World world = new World();
        private final NaiveQueues naive = new NaiveQueues();
        private final List<String> ids = new ArrayList<>();

        void take(Step step) throws AttuneException {
            String key = KEYS.get(step.pick() % KEYS.size());
            String id = ids.isEmpty() ? "none" : ids.get(step.pick() % ids.size());
            switch (step.kind()) {
                case ENTER -> enter(step.pick(), 1 + step.pick() / 8 % 2, false);
                case ENTER_ASKED_FIRST -> enter(step.pick(), 1 + step.pick() / 8 % 2, true);
                case ENTER_ALL_KEYS -> enter(step.pick(), KEYS.size(), false);
                case RELEASE -> {
                    world.queues.release(id, Outcome.SUCCEEDED);
                    naive.release(id);
                }
                case CANCEL -> {
                    world.queues.cancel(id);
                    naive.cancel(id);
                }
                case CONFIRM -> {
                    world.queues.confirm(id);
                    naive.confirm(id);
                }
                case LIMIT -> {
                    int limit = 1 + step.pick() / 4 % 4;
                    QueueSettings present = world.queues.settings(key).settings();
                    world.change(key, present.withPolicy(Policy.limit(limit)));
                    naive.limit(key, limit);
                }
                case PAUSE -> {
                    world.change(key, world.queues.settings(key).settings().pausedFor(null));
                    naive.pause(key, true);
                }
                case RESUME -> {
                    world.change(key, world.queues.settings(key).settings().resumed());
                    naive.pause(key, false);
                }
                case PASS -> {
                    world.pass(STEP);
                    naive.pass();
                }
                case RETAIN -> {
                    Set<String> living = new TreeSet<>(ids);
                    living.remove(id);
                    world.queues.retainOnly(living, Long.MAX_VALUE);
                    naive.retainOnly(living);
                }
            }
        }

        private void enter(int pick, int keys, boolean askedFirst) throws AttuneException {
            String id = "t" + ids.size();
            String person = pick % 3 == 0 ? "alice" : "bob";
            Map<String, Integer> limits = new TreeMap<>();
            List<Claim> claims = new ArrayList<>();
            for (int i = 0; i < keys; i++) {
                String key = KEYS.get((pick + i) % KEYS.size());
                int limit = 1 + (pick / 16 + i) % 3;
                limits.put(key, limit);
                claims.add(World.under(key, policy(key, limit)));
            }
            Patience patience = askedFirst ? ASKED_FIRST : Patience.ENDLESS;
            world.queues.enter(new Request(id, claims, new Owner(id, person), patience));
            naive.enter(new NaiveQueues.Entry(id, limits, person, askedFirst));
            ids.add(id);
        }

        private static Policy policy(String key, int limit) {
            Policy policy = Policy.limit(limit);
            return switch (key) {
                case NaiveQueues.RATED -> policy.withRate(new Rate(2, NaiveQueues.RATE_SECONDS));
                case NaiveQueues.PERSONAL -> policy.withPersonRate(new Rate(1, NaiveQueues.PERSON_SECONDS));
                default -> policy;
            };
        }

        void compare() {
            for (String key : KEYS) {
                assertThat(world.holders(key))
                        .as("holders of %s", key)
                        .containsExactlyInAnyOrderElementsOf(naive.holders(key));
                assertThat(world.waiting(key)).as("line of %s", key).isEqualTo(naive.waiting(key));
            }
        }

        /** Whatever was done, everybody gets a turn, and nothing is left. */
        void finish() throws AttuneException {
            for (String key : KEYS) {
                world.change(key, QueueSettings.NONE);
            }
            for (int round = 0; round < NaiveQueues.RATE_SECONDS * (ids.size() + 1); round++) {
                ids.forEach(world.queues::confirm);
                ids.forEach(id -> world.queues.release(id, Outcome.SUCCEEDED));
                world.pass(STEP);
            }
            assertThat(ids).allMatch(id -> world.queues.state(id) == TicketState.ENDED);
            world.pass(Duration.ofSeconds(NaiveQueues.RATE_SECONDS));
            assertThat(world.queues.keys()).isEmpty();
            assertThat(world.clock.pending()).isZero();
        }
    }
}
