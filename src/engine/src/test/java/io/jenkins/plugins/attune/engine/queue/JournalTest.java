package io.jenkins.plugins.attune.engine.queue;

import static io.jenkins.plugins.attune.engine.queue.World.limited;
import static io.jenkins.plugins.attune.engine.queue.World.patient;
import static io.jenkins.plugins.attune.engine.queue.World.request;
import static io.jenkins.plugins.attune.engine.queue.World.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.StaleChangeException;
import io.jenkins.plugins.attune.engine.queue.BreakerView.Phase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private final World world = new World();
    private final MemoryStorage storage = new MemoryStorage();
    private final Logger logger = Logger.getLogger(Journal.class.getName());

    @TempDir
    private Path directory;

    @BeforeEach
    void quiet() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        logger.setLevel(null);
    }

    private Queues open(JournalStorage from) throws IOException {
        return Queues.open(from, world.services());
    }

    private Queues started(JournalStorage from) throws IOException {
        Queues queues = open(from);
        queues.start();
        return queues;
    }

    /** As after {@code kill -9}: what was written is there, and nobody has closed anything. */
    private Queues afterCrash() throws IOException {
        return open(MemoryStorage.of(storage.content()));
    }

    private static List<String> waiting(Queues queues, String key) {
        return queues.view(key, Integer.MAX_VALUE).waiting().stream()
                .map(Ticket::id)
                .toList();
    }

    private static List<String> holders(Queues queues, String key) {
        return queues.view(key, 0).holders().stream().map(Ticket::id).toList();
    }

    @Test
    void orderAndHeldSlotsAreThereAfterARestart() throws AttuneException, IOException {
        Queues queues = started(storage);
        for (String id : List.of("a", "b", "c", "d")) {
            queues.enter(request(id, limited("k", 1)));
        }
        queues.release("a", Outcome.SUCCEEDED);
        queues.cancel("c");
        Ticket before = queues.ticket("d").orElseThrow();

        Queues again = afterCrash();

        assertThat(holders(again, "k")).containsExactly("b");
        assertThat(waiting(again, "k")).containsExactly("d");
        assertThat(again.ticket("d")).contains(before);
    }

    @Test
    void nothingIsGrantedBeforeTheStart() throws AttuneException, IOException {
        Queues queues = started(storage);
        queues.enter(request("a", limited("k", 1)));
        queues.enter(request("b", limited("k", 1)));
        Queues again = afterCrash();
        world.told.news();

        again.retainOnly(Set.of("b"), again.lastNumber());
        again.enter(request("c", limited("k", 1)));
        assertThat(world.told.news()).containsExactly("ended a ABANDONED");
        again.start();

        assertThat(world.told.news()).containsExactly("granted b");
        assertThat(waiting(again, "k")).containsExactly("c");
    }

    @Test
    void numbersGoOnRisingAlsoWhereTheLastOnesWereNotWritten() throws AttuneException, IOException {
        Queues queues = started(storage);
        queues.enter(request("a", limited("k", 1)));
        byte[] written = storage.content();
        long lost = queues.enter(request("b", limited("k", 1))).number();

        Queues again = started(MemoryStorage.of(written));

        assertThat(again.enter(request("c", limited("k", 1))).number()).isGreaterThan(lost);
    }

    @Test
    void anOfferIsMadeAgainAfterARestart() throws AttuneException, IOException {
        Queues queues = started(storage);
        queues.enter(patient("a", Patience.ENDLESS.offeredFor(Duration.ofMinutes(1)), limited("k", 1)));
        Queues again = afterCrash();
        assertThat(again.state("a")).isEqualTo(TicketState.WAITING);

        again.start();

        assertThat(again.state("a")).isEqualTo(TicketState.OFFERED);
    }

    @Test
    void theTimeToWaitGoesOnOverARestart() throws AttuneException, IOException {
        Queues queues = started(storage);
        queues.enter(request("a", limited("k", 1)));
        queues.enter(patient("b", Patience.of(Duration.ofMinutes(1)), limited("k", 1)));
        Queues again = afterCrash();
        again.start();

        world.pass(Duration.ofMinutes(1));

        assertThat(again.state("b")).isEqualTo(TicketState.ENDED);
    }

    @Test
    void whoWaitedTooLongWhileNothingRanIsTimedOutWhenAllOwnersWereHeard() throws AttuneException, IOException {
        Queues queues = started(storage);
        queues.enter(request("a", limited("k", 1)));
        queues.enter(patient("b", Patience.of(Duration.ofMinutes(1)), limited("k", 1)));
        byte[] written = storage.content();
        world.pass(Duration.ofMinutes(2));
        Queues again = open(MemoryStorage.of(written));

        world.pass(Duration.ofSeconds(1));
        assertThat(again.state("b")).isEqualTo(TicketState.WAITING);
        again.start();
        world.pass(Duration.ZERO);

        assertThat(again.state("b")).isEqualTo(TicketState.ENDED);
    }

    @Test
    void whatAnOwnerRemembersCanBeSaved() throws IOException, ClassNotFoundException {
        Policy policy = new Policy(1, 2, new Rate(3, 4), Rate.perMinute(5), new Breaker(6, 7));
        Reclaim reclaim = new Reclaim(request("a", under("k", policy)), 8, true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(reclaim);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(reclaim);
        }
    }

    @Test
    void settingsTheirVersionsAndTheirHistoryAreThereAfterARestart() throws AttuneException, IOException {
        Queues queues = started(storage);
        queues.change(new SettingsChange("k", 0, QueueSettings.NONE.withPolicy(Policy.limit(2)), "alice"));
        long seen = queues.settings("k").version();
        queues.change(new SettingsChange("k", seen, QueueSettings.NONE.pausedFor("a move"), "bob"));
        QueueView before = queues.view("k", 0);

        Queues again = afterCrash();

        assertThat(again.view("k", 0)).isEqualTo(before);
        assertThatThrownBy(() -> again.change(new SettingsChange("k", seen, QueueSettings.NONE, "carol")))
                .isInstanceOf(StaleChangeException.class)
                .hasMessageContaining("bob at 2026-01-01T00:00:00Z: limit 2 → none, paused");
    }

    @Test
    void aCircuitBreakerIsAsOpenAsBefore() throws AttuneException, IOException {
        Claim claim = under("k", Policy.NONE.withBreaker(new Breaker(1, 60)));
        Queues queues = started(storage);
        queues.enter(request("a", claim));
        queues.release("a", Outcome.FAILED);

        Queues again = afterCrash();

        assertThat(again.view("k", 0).breaker())
                .isEqualTo(queues.view("k", 0).breaker())
                .extracting(BreakerView::phase)
                .isEqualTo(Phase.OPEN);
        again.resetBreaker("k");
    }

    @Test
    void aTicketOfAllPoliciesIsReadAsItWasWritten() throws AttuneException, IOException {
        Policy policy = new Policy(1, 2, new Rate(3, 4), Rate.perMinute(5), new Breaker(6, 7));
        Claim claim = Claim.of("schlüssel/ä b", policy, World.STEP);
        Queues queues = started(storage);
        queues.enter(new Request("a", List.of(claim), new Owner("build #1 \"x\"\n", "alice"), Patience.ENDLESS));
        QueueView before = queues.view(claim.key(), 1);

        QueueView after = afterCrash().view(claim.key(), 1);

        assertThat(after.policy()).isEqualTo(before.policy());
        assertThat(after.holders()).isEqualTo(before.holders());
    }

    @Test
    void anOwnerReclaimsATicketThatWasNotWritten() throws AttuneException, IOException {
        Queues queues = started(storage);
        queues.enter(request("a", limited("k", 1)));
        byte[] written = storage.content();
        queues.release("a", Outcome.SUCCEEDED);
        Ticket b = queues.enter(request("b", limited("k", 1)));
        Ticket c = queues.enter(request("c", limited("k", 1)));
        Queues again = open(MemoryStorage.of(written));
        world.told.news();

        again.reclaim(new Reclaim(request("c", limited("k", 1)), c.number(), false));
        again.reclaim(new Reclaim(request("b", limited("k", 1)), b.number(), true));
        again.retainOnly(Set.of("b", "c"), again.lastNumber());
        again.start();

        assertThat(world.told.news()).containsExactly("ended a ABANDONED");
        assertThat(holders(again, "k")).containsExactly("b");
        assertThat(waiting(again, "k")).containsExactly("c");
        assertThat(again.ticket("c").orElseThrow().number()).isEqualTo(c.number());
    }

    @Test
    void whatIsNotWholeIsLeftOut() throws AttuneException, IOException {
        Path file = directory.resolve("queues.journal");
        Queues queues = Queues.open(file, world.services());
        queues.start();
        queues.enter(request("a", limited("k", 1)));
        queues.close();
        Files.writeString(file, "0badc0de {\"record\":\"ended\",\"number\":1}\n", StandardOpenOption.APPEND);

        Queues again = Queues.open(file, world.services());

        assertThat(holders(again, "k")).containsExactly("a");
        again.close();
        assertThat(Files.readString(file)).doesNotContain("0badc0de");
    }

    @Test
    void aJournalOfANewerVersionIsNotOverwritten() throws IOException {
        byte[] json = "{\"record\":\"unheard-of\"}".getBytes(StandardCharsets.UTF_8);
        CRC32C checksum = new CRC32C();
        checksum.update(json);
        String line = String.format("%08x %s%n", checksum.getValue(), new String(json, StandardCharsets.UTF_8));
        MemoryStorage newer = MemoryStorage.of(line.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> open(newer)).isInstanceOf(IOException.class);
        assertThat(newer.content()).asString(StandardCharsets.UTF_8).isEqualTo(line);
    }

    @Test
    void aDiskThatWasFullForAWhileLosesNothing() throws AttuneException, IOException {
        Queues queues = started(storage);
        queues.enter(request("a", limited("k", 1)));
        storage.full(true);
        queues.enter(request("b", limited("k", 1)));
        queues.enter(request("c", limited("k", 1)));
        world.pass(Duration.ofSeconds(3));
        assertThat(waiting(afterCrash(), "k")).isEmpty();

        storage.full(false);
        world.pass(Duration.ofSeconds(1));

        assertThat(waiting(afterCrash(), "k")).containsExactly("b", "c");
    }

    @Test
    void theFileIsMadeAnewWhenItHasGrown() throws AttuneException, IOException {
        Queues queues = started(storage);
        queues.enter(request("holder", limited("k", 1)));
        for (int i = 0; i < 100_000 && storage.replacements() < 3; i++) {
            queues.enter(request("r" + i, limited("k" + i, 1)));
            queues.release("r" + i, Outcome.SUCCEEDED);
        }

        assertThat(storage.content().length).isLessThan(Journal.SMALL_BYTES / 100);
        assertThat(holders(afterCrash(), "k")).containsExactly("holder");
    }

    @Test
    void bytesAreForcedToTheDiskAtMostEvery100MillisecondsAndAtLeastThen() throws AttuneException, IOException {
        Queues queues = started(storage);
        world.pass(Duration.ofSeconds(1));
        int before = storage.forces();

        for (int i = 0; i < 1_000; i++) {
            queues.enter(request("r" + i, limited("k", 1)));
            world.pass(Duration.ofMillis(1));
        }
        world.pass(Duration.ofMillis(Journal.FORCE_MILLIS));

        assertThat(storage.forces() - before).isBetween(10, 11);
    }

    @Test
    void nobodyWaitsForTheDiskAndWhatComesMeanwhileIsWrittenInOnePiece() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        MemoryStorage slow = new MemoryStorage() {
            @Override
            public void append(byte[] more) throws IOException {
                writing.countDown();
                try {
                    assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                super.append(more);
            }
        };
        ExecutorService executor = Executors.newCachedThreadPool();
        try {
            Queues queues = Queues.open(slow, new QueueServices(world.clock, executor, world.told));
            queues.start();
            queues.enter(request("first", limited("k", 1)));
            assertThat(writing.await(1, TimeUnit.MINUTES)).isTrue();
            for (int i = 0; i < 100; i++) {
                queues.enter(request("r" + i, limited("k", 1)));
            }
            goOn.countDown();
            queues.close();

            assertThat(slow.appends()).isLessThanOrEqualTo(3);
            assertThat(waiting(open(MemoryStorage.of(slow.content())), "k")).hasSize(100);
        } finally {
            goOn.countDown();
            executor.shutdown();
        }
    }
}
