package io.jenkins.plugins.attune.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cuts journals off anywhere, as a crash may, and looks at what becomes of those who waited and those who held. */
class JournalCrashTest {
    private static final int HISTORIES = 50;
    private static final int CRASHES = 100;
    private static final int STEPS = 120;
    private static final List<String> KEYS = List.of("x", "y", "z");
    private static final Duration OFFER = Duration.ofSeconds(5);

    private final Logger logger = Logger.getLogger(Journal.class.getName());

    @BeforeEach
    void quiet() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        logger.setLevel(null);
    }

    /** Twice 5,000 crashes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void noCrashLosesAWaitingBuildOrGivesASlotTwice(long seed) throws AttuneException, IOException {
        Random random = new Random(seed);
        for (int history = 0; history < HISTORIES; history++) {
            Builds builds = new Builds(random);
            List<Moment> moments = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                builds.step();
                moments.add(builds.moment());
            }
            byte[] journal = builds.storage.content();
            for (int crash = 0; crash < CRASHES; crash++) {
                Moment moment = moments.get(random.nextInt(moments.size()));
                exactWhereAllWasWritten(journal, moment);
                wholeWhereOwnersRemember(journal, moment, random.nextInt(moment.first(), moment.written() + 1));
            }
        }
    }

    /** Everything was written, and the first bytes of what came next. */
    private static void exactWhereAllWasWritten(byte[] journal, Moment moment) throws IOException {
        int torn = Math.min(journal.length, moment.written() + 30);
        Queues queues = Queues.open(MemoryStorage.of(Arrays.copyOf(journal, torn)), services());

        queues.start();

        assertThat(pictures(queues)).isEqualTo(moment.pictures());
    }

    /** Anything may be missing at the end; the builds know what they were told. */
    private static void wholeWhereOwnersRemember(byte[] journal, Moment moment, int cut) throws IOException {
        Queues queues = Queues.open(MemoryStorage.of(Arrays.copyOf(journal, cut)), services());
        long upTo = queues.lastNumber();

        moment.builds().values().forEach(queues::reclaim);
        queues.retainOnly(moment.builds().keySet(), upTo);
        queues.start();

        assertThat(pictures(queues)).isEqualTo(moment.pictures());
        assertThat(queues.lastNumber()).isGreaterThan(moment.lastNumber());
    }

    private static QueueServices services() {
        return new QueueServices(new ManualClock(), Runnable::run, new Told());
    }

    /** Who waits and who has slots, by key, each in the order of their numbers. */
    private static Map<String, List<String>> pictures(Queues queues) {
        Map<String, List<String>> pictures = new TreeMap<>();
        for (String key : KEYS) {
            QueueView view = queues.view(key, Integer.MAX_VALUE);
            pictures.put(key + " waiting", shown(view.waiting()));
            pictures.put(key + " slots", shown(view.holders()).stream().sorted().toList());
        }
        return pictures;
    }

    private static List<String> shown(List<Ticket> tickets) {
        return tickets.stream()
                .map(ticket -> ticket.number() + " " + ticket.id() + " " + ticket.state())
                .toList();
    }

    /**
     * @param first bytes of the journal that were there when it was opened
     * @param written bytes of the journal at this moment
     * @param builds what each build remembers of its ticket
     */
    private record Moment(
            int first, int written, long lastNumber, Map<String, List<String>> pictures, Map<String, Reclaim> builds) {}

    /** Builds that come, wait, run and go; each remembers what it was told. */
    private static final class Builds implements QueueListener {
        private final MemoryStorage storage = new MemoryStorage();
        private final ManualClock clock = new ManualClock();
        private final Map<String, Reclaim> known = new TreeMap<>();
        private final Random random;
        private final Queues queues;
        private final int first;
        private int count;

        Builds(Random random) throws IOException {
            this.random = random;
            this.queues = Queues.open(storage, new QueueServices(clock, Runnable::run, this));
            this.first = storage.content().length;
            queues.start();
        }

        void step() throws AttuneException {
            List<String> ids = List.copyOf(known.keySet());
            String id = ids.isEmpty() ? "none" : ids.get(random.nextInt(ids.size()));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> enter();
                case 3, 4 -> queues.release(id, Outcome.SUCCEEDED);
                case 5 -> queues.cancel(id);
                case 6 -> queues.confirm(id);
                default -> clock.pass(Duration.ofSeconds(2));
            }
        }

        private void enter() throws AttuneException {
            List<Claim> claims = new ArrayList<>();
            int first = random.nextInt(KEYS.size());
            int keys = random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < keys; i++) {
                int index = (first + i) % KEYS.size();
                claims.add(World.limited(KEYS.get(index), index + 1));
            }
            Patience patience = random.nextInt(3) == 0 ? Patience.ENDLESS.offeredFor(OFFER) : Patience.ENDLESS;
            String id = "b" + count++;
            Request request = new Request(id, claims, new Owner(id, null), patience);
            Ticket ticket = queues.enter(request);
            boolean held = queues.state(id) == TicketState.HELD;
            known.put(id, new Reclaim(request, ticket.number(), held));
        }

        Moment moment() {
            return new Moment(
                    first, storage.content().length, queues.lastNumber(), pictures(queues), new TreeMap<>(known));
        }

        @Override
        public void granted(Ticket ticket) {
            known.computeIfPresent(ticket.id(), (id, before) -> new Reclaim(before.request(), ticket.number(), true));
        }

        @Override
        public void returned(Ticket ticket) {
            known.computeIfPresent(ticket.id(), (id, before) -> new Reclaim(before.request(), ticket.number(), false));
        }

        @Override
        public void ended(Ticket ticket, Ending how, AttuneException why) {
            known.remove(ticket.id());
        }
    }
}
