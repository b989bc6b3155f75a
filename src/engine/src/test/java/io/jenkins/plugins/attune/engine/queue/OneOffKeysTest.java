package io.jenkins.plugins.attune.engine.queue;

import static io.jenkins.plugins.attune.engine.queue.World.by;
import static io.jenkins.plugins.attune.engine.queue.World.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of queues are made up by users: what they leave behind must be nothing. */
class OneOffKeysTest {
    private static final int KEYS = 100_000;

    private final ManualClock clock = new ManualClock();
    private final Counting storage = new Counting();

    @Test
    void aHundredThousandKeysLeaveNothingBehind() throws AttuneException, IOException {
        Queues queues = Queues.open(storage, new QueueServices(clock, Runnable::run, new QueueListener() {}));
        queues.start();

        List<WeakReference<Object>> used = use(queues);

        assertThat(queues.keys()).isEmpty();
        assertThat(queues.statistics().running()).isZero();
        assertThat(clock.pending()).isZero();
        assertThat(storage.size).isLessThan(2 * Journal.SMALL_BYTES);
        await().until(() -> {
            System.gc();
            return used.stream().allMatch(reference -> reference.get() == null);
        });
        queues.close();
        assertThat(queues.lastNumber()).isEqualTo(2L * KEYS);
    }

    /** With everything that is remembered for a while: rates, rates of persons, failures. */
    private List<WeakReference<Object>> use(Queues queues) throws AttuneException {
        Policy policy = new Policy(1, 10, Rate.perMinute(10), Rate.perMinute(10), new Breaker(5, 60));
        List<WeakReference<Object>> used = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            Claim claim = under("key" + i, policy);
            Request request = by("person" + i, i + "a", claim);
            queues.enter(request);
            queues.enter(by("person" + i, i + "b", claim));
            used.add(new WeakReference<>(claim.key()));
            used.add(new WeakReference<>(request));
        }
        assertThat(queues.keys()).hasSize(KEYS);
        for (int i = 0; i < KEYS; i++) {
            queues.release(i + "a", Outcome.SUCCEEDED);
            queues.release(i + "b", Outcome.FAILED);
        }
        clock.pass(Duration.ofHours(2));
        return used;
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
