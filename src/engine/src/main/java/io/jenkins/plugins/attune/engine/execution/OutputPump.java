package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Carries what the supervisor keeps of both streams to the observer, while it grows and once more at the end.
 *
 * <p>Whoever sees a change calls {@link #changed()}; at most one task of the executor is at work for a pump, and it goes
 * round once more where a change came meanwhile. So the observer is called by one thread at a time, holds up nobody
 * else, and no more than one chunk is in memory.
 */
final class OutputPump {
    /** Bytes carried at once. */
    static final int CHUNK_BYTES = 64 << 10;

    private static final Logger LOGGER = Logger.getLogger(OutputPump.class.getName());

    private final RunObserver observer;
    private final Executor executor;
    private final Map<OutputStreamName, StreamFiles> files = new EnumMap<>(OutputStreamName.class);
    private final Map<OutputStreamName, Long> positions = new EnumMap<>(OutputStreamName.class);
    private final AtomicInteger changes = new AtomicInteger();
    private volatile boolean deaf;

    @CheckForNull
    private volatile Runnable end;

    /** @param from what the observer, or the one before it, has been told already */
    OutputPump(ControlDirectory directory, OutputPosition from, RunObserver observer, Executor executor) {
        this.observer = observer;
        this.executor = executor;
        for (OutputStreamName stream : OutputStreamName.values()) {
            files.put(stream, new StreamFiles(directory, stream));
            positions.put(stream, from.of(stream));
        }
    }

    /** Something may have been written. */
    void changed() {
        if (changes.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
    }

    /** The supervisor has ended: carries all that is left, then runs the task, in this thread or the one at work. */
    void finish(Runnable then) {
        end = then;
        if (changes.getAndIncrement() == 0) {
            work();
        }
    }

    private void work() {
        int seen;
        do {
            seen = changes.get();
            Runnable last = end;
            carryHeads();
            if (last != null) {
                carryTails();
                last.run();
                return; // the count stays above zero: nothing is carried after the end
            }
        } while (!changes.compareAndSet(seen, 0));
    }

    private void carryHeads() {
        files.forEach((stream, kept) -> {
            try {
                long position = positions.get(stream) + carry(stream, whole(kept.head()), positions.get(stream));
                positions.put(stream, position);
            } catch (IOException | RuntimeException e) {
                giveUp(e); // a lost connection shows as either
            }
        });
    }

    private void carryTails() {
        files.forEach((stream, kept) -> {
            try {
                long told = positions.get(stream) - kept.headBytes();
                long leftOut = kept.leftOut();
                if (leftOut > 0 && told == 0 && !deaf) {
                    observer.leftOut(stream, leftOut);
                }
                for (StreamFiles.Part part : kept.tail()) {
                    long skipped = Math.min(told, part.bytes());
                    carry(stream, part, skipped);
                    told -= skipped;
                }
            } catch (IOException | RuntimeException e) {
                giveUp(e); // a lost connection shows as either
            }
        });
    }

    /** A file that still grows. */
    private static StreamFiles.Part whole(Path file) {
        return new StreamFiles.Part(file, 0, Long.MAX_VALUE);
    }

    private long carry(OutputStreamName stream, StreamFiles.Part part, long from) throws IOException {
        long position = from;
        while (!deaf) {
            int most = (int) Math.min(CHUNK_BYTES, part.bytes() - position);
            byte[] chunk = StreamFiles.read(part.file(), part.from() + position, most);
            if (chunk.length == 0) {
                break;
            }
            observer.output(stream, chunk);
            position += chunk.length;
        }
        return position - from;
    }

    /** The run goes on without its observer, whose end is seen elsewhere. */
    private void giveUp(Exception error) {
        if (!deaf) {
            deaf = true;
            LOGGER.log(Level.WARNING, "the output of a run can no longer be passed on", error);
        }
    }
}
