package io.jenkins.plugins.attune.benchmarks;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Owner;
import io.jenkins.plugins.attune.engine.queue.Patience;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.PolicySource;
import io.jenkins.plugins.attune.engine.queue.QueueClock;
import io.jenkins.plugins.attune.engine.queue.QueueListener;
import io.jenkins.plugins.attune.engine.queue.QueueServices;
import io.jenkins.plugins.attune.engine.queue.Queues;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One hand-off: the holder of a queue's only slot gives it back, the first of those who wait gets it and is told, and
 * another one joins the end of the line. The line keeps its length, so the cost can be held against it. The young
 * generation is large, so that it is not the collector that is measured, which has more to copy where more wait.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-Xmn1500m", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class QueueBenchmark {
    /** How many wait. */
    @Param({"10", "1000", "10000", "100000"})
    private int waiting;

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final Claim claim =
            Claim.of("queue", Policy.limit(1), new PolicySource(PolicySource.Kind.ADMINISTRATOR, "the benchmark"));
    private Queues queues;
    private String holder = "";
    private long count;

    /** Fills the line. */
    @Setup
    public void fill() throws AttuneException {
        QueueListener listener = new QueueListener() {
            @Override
            public void granted(Ticket ticket) {
                holder = ticket.id();
            }
        };
        queues = Queues.inMemory(
                new QueueServices(QueueClock.of(Clock.systemUTC(), scheduler), Runnable::run, listener));
        for (int i = 0; i <= waiting; i++) {
            join();
        }
    }

    @TearDown
    public void stop() {
        scheduler.shutdownNow();
    }

    @Benchmark
    public String handOff() throws AttuneException {
        queues.release(holder, Outcome.SUCCEEDED);
        join();
        return holder;
    }

    /** To ask for a ticket's state, as Jenkins' queue does for each of its items at every look. */
    @Benchmark
    public TicketState ask() {
        return queues.state("run-" + (count - 1 - waiting / 2));
    }

    private void join() throws AttuneException {
        String id = "run-" + count++;
        queues.enter(new Request(id, List.of(claim), new Owner(id, "someone"), Patience.ENDLESS));
    }
}
