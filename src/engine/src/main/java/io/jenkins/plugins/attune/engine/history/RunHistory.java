package io.jenkins.plugins.attune.engine.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The runs of late, newest first: in memory to be asked, and in a journal to be known after a restart.
 *
 * <p>The memory is bounded ({@link Bounds}), and so is the journal, which is written anew whenever it holds about twice
 * of what is kept. A thread of its own writes, so that no run waits for the disk; what a kill keeps from the disk is
 * missing here and not in the audit log, which is the record. Any thread may call.
 */
public final class RunHistory implements AutoCloseable {
    /** Lines waiting for a disk that stalls. */
    private static final int MAX_WAITING = 10_000;

    private static final long IDLE_SECONDS = 10;

    /** How long the last lines may take to reach the disk. */
    private static final long CLOSE_SECONDS = 5;

    /** A journal that is shorter is not worth to be written anew. */
    private static final int MIN_LINES = 1_000;

    private final Object lock = new Object();

    /** Guarded by the lock. */
    private final RunIndex index;

    /** Used by the writing thread only, and after it by whoever closes. */
    private final HistoryFile file;

    private final Consumer<String> problems;
    private final ThreadPoolExecutor writer;

    /**
     * What is kept.
     *
     * @param runs the latest of all
     * @param actions of so many that ran last are kept, beyond that,
     * @param runsOfAction the latest, so that a rare one is not forgotten because of a busy one
     */
    public record Bounds(int runs, int actions, int runsOfAction) {
        public static final Bounds DEFAULT = new Bounds(10_000, 1_000, 20);

        public Bounds {
            if (runs < 1 || actions < 0 || runsOfAction < 0) {
                throw new IllegalArgumentException("bounds must not be negative, and one run is kept at least");
            }
        }
    }

    /** @param number the higher, the later */
    public record Entry(long number, PastRun run) {
        public Entry {
            Objects.requireNonNull(run);
        }
    }

    /**
     * Which runs are wanted.
     *
     * @param action null for any
     * @param wanted what else must be so
     * @param from number of the first, or above it; none that came later is listed
     */
    public record Query(@CheckForNull String action, Predicate<PastRun> wanted, long from, int limit) {}

    /**
     * A part of the list.
     *
     * @param next where the next part begins; null where there is none
     * @param total of all parts, whatever {@code from} was
     */
    public record Page(List<Entry> runs, @CheckForNull Long next, int total) {
        public Page {
            runs = List.copyOf(runs);
        }
    }

    private RunHistory(RunIndex index, HistoryFile file, Consumer<String> problems) {
        this.index = index;
        this.file = file;
        this.problems = problems;
        writer = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                work -> new Thread(work, "Attune history of runs"));
        writer.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads the journal; lines that can't be read are told and left out.
     *
     * @param problems told of what could not be read or written
     */
    public static RunHistory open(Path journal, Bounds bounds, Consumer<String> problems) throws IOException {
        RunIndex index = new RunIndex(bounds);
        HistoryFile file = new HistoryFile(journal);
        int damaged = file.read(index::put);
        if (damaged > 0) {
            problems.accept(damaged + " lines of " + journal + " can't be read");
            file.replace(index.all());
        }
        return new RunHistory(index, file, problems);
    }

    /** Returns at once. */
    public void add(PastRun run) {
        Entry entry;
        synchronized (lock) {
            entry = index.add(run);
        }
        write(() -> {
            file.append(entry);
            if (file.lines() > MIN_LINES && file.lines() > 2 * size()) {
                file.replace(all());
            }
        });
    }

    /** The runs of a job that has another name now, and of those below it. */
    public void rename(String from, String to) {
        change(run -> {
            String job = run.origin().job();
            return isIn(job, from) ? run.inJob(to + job.substring(from.length())) : run;
        });
    }

    /** Whoever makes a job of the same name later must not find the runs of this one, or of those below it. */
    public void forget(String job) {
        change(run -> isIn(run.origin().job(), job) ? null : run);
    }

    private static boolean isIn(String job, String parent) {
        return job.equals(parent) || job.startsWith(parent + "/");
    }

    private void change(RunIndex.Change change) {
        boolean changed;
        synchronized (lock) {
            changed = index.change(change);
        }
        if (changed) {
            write(() -> file.replace(all()));
        }
    }

    /** The newest first. */
    public Page page(Query query) {
        List<Entry> listed = new ArrayList<>();
        Long next = null;
        int total = 0;
        for (Entry entry : newestFirst(query.action())) {
            if (!query.wanted().test(entry.run())) {
                continue;
            }
            total++;
            if (entry.number() > query.from()) {
                continue;
            }
            if (listed.size() < query.limit()) {
                listed.add(entry);
            } else if (next == null) {
                next = entry.number();
            }
        }
        return new Page(listed, next, total);
    }

    private List<Entry> newestFirst(@CheckForNull String action) {
        synchronized (lock) {
            return action == null ? index.newestFirst() : index.newestFirst(action);
        }
    }

    /** How many are kept. */
    public int size() {
        synchronized (lock) {
            return index.size();
        }
    }

    private List<Entry> all() {
        synchronized (lock) {
            return index.all();
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private void write(Write write) {
        try {
            writer.execute(() -> {
                try {
                    write.run();
                } catch (IOException e) {
                    problems.accept("the history of runs could not be written: " + e);
                }
            });
        } catch (RejectedExecutionException e) {
            problems.accept("a run is missing from the history on the disk, because too many wait or it is closed");
        }
    }

    /** Writes what waits, as far as that takes no longer than a few seconds. */
    @Override
    public void close() throws IOException {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                problems.accept(writer.shutdownNow().size() + " changes of the history are lost: the disk is too slow");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
