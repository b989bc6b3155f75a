package io.jenkins.plugins.attune.engine.queue;

import static io.jenkins.plugins.attune.engine.queue.World.limited;
import static io.jenkins.plugins.attune.engine.queue.World.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.StaleChangeException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real threads, a real clock and a real file. */
class QueuesStressTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 50;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        executor.shutdownNow();
        scheduler.shutdownNow();
    }

    private QueueServices services(QueueListener listener) {
        return new QueueServices(QueueClock.of(Clock.systemUTC(), scheduler), executor, listener);
    }

    @Test
    void aThousandWhoComeAtTheSameTimeAreServedInTheOrderOfTheirNumbers() throws Exception {
        Runner runner = new Runner();
        Queues queues = Queues.open(directory.resolve("journal"), services(runner));
        runner.queues = queues;
        queues.start();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int from = thread;
            threads.add(executor.submit(() -> {
                start.await();
                for (int i = from; i < 1_000; i += THREADS) {
                    queues.enter(request("r" + i, limited("k", 1)));
                }
                return null;
            }));
        }
        start.countDown();
        join(threads);

        await().atMost(LONG).until(() -> runner.order.size() == 1_000);

        assertThat(List.copyOf(runner.order)).isSorted();
        assertThat(runner.most.get()).isEqualTo(1);
        await().atMost(LONG).until(() -> queues.keys().isEmpty());
        queues.close();
    }

    @RepeatedTest(5)
    void threeAtLimitOneAndFiveAtLimitTwoRunInTheOrderAskedAHundredTimes() throws AttuneException {
        for (int repetition = 0; repetition < 100; repetition++) {
            served(3, 1);
            served(5, 2);
        }
    }

    private void served(int runs, int limit) throws AttuneException {
        Runner runner = new Runner();
        Queues queues = Queues.inMemory(services(runner));
        runner.queues = queues;
        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            asked.add(queues.enter(request("r" + i, limited("k", limit))).number());
        }

        await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> runner.order.size() == runs);

        assertThat(runner.order).containsExactlyElementsOf(asked);
        assertThat(runner.most.get()).isLessThanOrEqualTo(limit);
    }

    @Test
    void ofManyChangesMadeFromTheSameVersionAtOnceOneIsTaken() throws Exception {
        Queues queues = Queues.inMemory(services(new QueueListener() {}));
        for (int round = 0; round < ROUNDS; round++) {
            long seen = queues.settings("k").version();
            CountDownLatch start = new CountDownLatch(1);
            List<Future<String>> people = new ArrayList<>();
            for (int person = 0; person < THREADS; person++) {
                int limit = round * THREADS + person + 1;
                people.add(executor.submit(() -> {
                    start.await();
                    return change(queues, seen, limit);
                }));
            }
            start.countDown();
            List<String> refusals = new ArrayList<>();
            for (Future<String> person : people) {
                String refusal = person.get();
                if (!refusal.isEmpty()) {
                    refusals.add(refusal);
                }
            }

            int taken = queues.settings("k").settings().policy().limit();
            assertThat(refusals)
                    .hasSize(THREADS - 1)
                    .allMatch(
                            refusal -> refusal.contains("person " + taken + " at ") && refusal.contains("→ " + taken));
        }
    }

    /** Why it was refused; empty where it was taken. */
    private static String change(Queues queues, long from, int limit) {
        try {
            queues.change(new SettingsChange(
                    "k", from, QueueSettings.NONE.withPolicy(Policy.limit(limit)), "person " + limit));
            return "";
        } catch (StaleChangeException e) {
            return e.getMessage();
        }
    }

    @Test
    void whateverManyThreadsDoNoLimitIsBrokenAndNobodyIsForgotten() throws Exception {
        Runner runner = new Runner();
        Queues queues = Queues.open(directory.resolve("journal"), services(runner));
        runner.queues = queues;
        queues.start();
        List<Future<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int seed = thread;
            threads.add(executor.submit(() -> {
                rush(queues, seed);
                return null;
            }));
        }
        join(threads);

        await().atMost(LONG)
                .until(() -> queues.statistics().waiting() == 0 && queues.keys().isEmpty());

        assertThat(runner.broken).isEmpty();
        await().atMost(LONG).until(() -> runner.entered.get() == runner.ended.get());
        queues.close();
        Queues again = Queues.open(directory.resolve("journal"), services(runner));
        assertThat(again.keys()).isEmpty();
        again.close();
    }

    private static void rush(Queues queues, int seed) throws AttuneException {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String id = seed + "-" + i;
            int key = random.nextInt(4);
            List<Claim> claims = IntStream.range(0, 1 + random.nextInt(2))
                    .mapToObj(more -> Runner.claim((key + more) % 4))
                    .toList();
            Patience patience =
                    switch (random.nextInt(4)) {
                        case 0 -> Patience.of(Duration.ofMillis(1 + random.nextInt(20)));
                        case 1 -> Patience.ENDLESS.offeredFor(Duration.ofMillis(1 + random.nextInt(5)));
                        default -> Patience.ENDLESS;
                    };
            queues.enter(new Request(id, claims, new Owner(id, null), patience));
            if (random.nextInt(4) == 0) {
                queues.cancel(seed + "-" + random.nextInt(i + 1));
            }
        }
    }

    private static void join(List<Future<Void>> threads) throws InterruptedException, ExecutionException {
        for (Future<Void> thread : threads) {
            thread.get();
        }
    }

    /** Runs nothing: who is granted gives back at once, in another thread. */
    private final class Runner implements QueueListener {
        private final ConcurrentLinkedQueue<Long> order = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
        private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final AtomicInteger entered = new AtomicInteger(THREADS * 500);
        private volatile Queues queues;

        static Claim claim(int key) {
            return limited("q" + key, key + 1);
        }

        @Override
        public void granted(Ticket ticket) {
            order.add(ticket.number());
            for (String key : ticket.keys()) {
                int now = running.computeIfAbsent(key, absent -> new AtomicInteger())
                        .incrementAndGet();
                most.accumulateAndGet(now, Math::max);
                if (key.startsWith("q") && now > Integer.parseInt(key.substring(1)) + 1) {
                    broken.add(key + " " + now);
                }
            }
            executor.execute(() -> queues.release(ticket.id(), Outcome.SUCCEEDED));
        }

        @Override
        public void offered(Ticket ticket) {
            if (ticket.number() % 3 != 0) {
                executor.execute(() -> queues.confirm(ticket.id()));
            }
        }

        @Override
        public void ended(Ticket ticket, Ending how, AttuneException why) {
            ended.incrementAndGet();
            if (how == Ending.RELEASED) {
                ticket.keys().forEach(key -> running.get(key).decrementAndGet());
            }
        }
    }
}
