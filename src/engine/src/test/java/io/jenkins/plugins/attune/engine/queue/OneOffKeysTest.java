package io.jenkins.plugins.attune.engine.queue;

import static io.jenkins.plugins.attune.engine.queue.World.by;
import static io.jenkins.plugins.attune.engine.queue.World.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names of queues are made up by users: what they leave behind must be nothing. */
class OneOffKeysTest {
    private static final int KEYS = 100_000;

    /** Empty hash tables keep their size: 10 bytes or so of each key. The keys themselves take a hundred times that. */
    private static final long TOLERANCE_BYTES = 8L << 20;

    private final ManualClock clock = new ManualClock();
    private final Counting storage = new Counting();

    @Test
    void aHundredThousandKeysLeaveNothingBehind() throws AttuneException, IOException {
        Queues queues = Queues.open(storage, new QueueServices(clock, Runnable::run, new QueueListener() {}));
        queues.start();
        use(queues, "warm-up", 1_000);
        long before = usedBytes();

        use(queues, "key", KEYS);

        assertThat(queues.keys()).isEmpty();
        assertThat(queues.statistics().running()).isZero();
        assertThat(clock.pending()).isZero();
        assertThat(storage.size).isLessThan(2 * Journal.SMALL_BYTES);
        assertThat(usedBytes() - before).isLessThan(TOLERANCE_BYTES);
        queues.close();
        assertThat(queues.lastNumber()).isEqualTo(2L * (KEYS + 1_000));
    }

    /** With everything that is remembered for a while: rates, rates of persons, failures. */
    private void use(Queues queues, String name, int keys) throws AttuneException {
        Policy policy = new Policy(1, 10, Rate.perMinute(10), Rate.perMinute(10), new Breaker(5, 60));
        for (int i = 0; i < keys; i++) {
            Claim claim = under(name + i, policy);
            queues.enter(by("person" + i, name + i + "a", claim));
            queues.enter(by("person" + i, name + i + "b", claim));
        }
        assertThat(queues.keys()).hasSize(keys);
        for (int i = 0; i < keys; i++) {
            queues.release(name + i + "a", Outcome.SUCCEEDED);
            queues.release(name + i + "b", Outcome.FAILED);
        }
        queues.retainOnly(Set.of(), queues.lastNumber());
        clock.pass(Duration.ofHours(2));
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Keeps the size of what is written only, which would be the largest thing in memory else. */
    private static final class Counting extends MemoryStorage {
        private int size;

        @Override
        public void append(byte[] more) {
            size += more.length;
        }

        @Override
        public void replace(byte[] content) {
            size = content.length;
        }
    }
}
