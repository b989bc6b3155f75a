package io.jenkins.plugins.attune.engine.audit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes the audit entries to files {@code audit.0.log}, the newest, to {@code audit.<n>.log}, which never take more room
 * than was allowed.
 *
 * <p>A thread of its own writes, so that no run waits for the disk; it goes when there is nothing to write. What can't be
 * written is told to whoever made the log, every time: an audit with holes must not look like one without.
 */
public final class AuditLog implements AutoCloseable {
    /** Entries waiting for a disk that stalls; some hundred bytes each. */
    private static final int MAX_WAITING = 10_000;

    private static final long IDLE_SECONDS = 10;

    /** How long the last entries may take to reach the disk when the log is closed. */
    private static final long CLOSE_SECONDS = 5;

    private final Path directory;
    private final Size size;
    private final Consumer<String> problems;
    private final ThreadPoolExecutor writer;

    /** Used by the writing thread only, and after it by whoever closes. */
    @CheckForNull
    private FileHandler handler;

    /**
     * The room the log may take.
     *
     * @param fileBytes of one file
     */
    public record Size(int fileBytes, int files) {
        /** Some 100,000 runs. */
        public static final Size DEFAULT = new Size(10 << 20, 10);
    }

    /** @param problems told of each entry that is not on the disk, and why */
    public AuditLog(Path directory, Size size, Consumer<String> problems) {
        this.directory = directory;
        this.size = size;
        this.problems = problems;
        writer = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), AuditLog::thread);
        writer.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "Attune audit log");
        thread.setDaemon(true);
        return thread;
    }

    /** Has an entry written; returns at once. */
    public void add(AuditRecord entry) {
        try {
            writer.execute(() -> write(entry));
        } catch (RejectedExecutionException e) {
            problems.accept("an entry is lost, because " + MAX_WAITING + " others wait, or the log is closed: "
                    + entry.toJson());
        }
    }

    private void write(AuditRecord entry) {
        try {
            FileHandler open = open();
            open.publish(new LogRecord(Level.INFO, entry.toJson()));
        } catch (IOException | RuntimeException e) {
            problems.accept("an entry is lost: " + e + ": " + entry.toJson());
        }
    }

    private FileHandler open() throws IOException {
        FileHandler open = handler;
        if (open == null) {
            Files.createDirectories(directory);
            // FileHandler gives the percent sign a meaning.
            String pattern = directory.toString().replace("%", "%%") + "/audit.%g.log";
            open = new FileHandler(pattern, size.fileBytes(), size.files(), true);
            open.setEncoding(StandardCharsets.UTF_8.name());
            open.setFormatter(new OneLine());
            open.setErrorManager(new Told());
            handler = open;
        }
        return open;
    }

    /** Writes what waits, as far as that takes no longer than a few seconds. */
    @Override
    public void close() {
        writer.shutdown();
        boolean done = false;
        try {
            done = writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!done) {
            problems.accept(writer.shutdownNow().size() + " entries are lost: the disk is too slow");
        } else if (handler != null) {
            handler.close();
        }
    }

    /** The entry as it is: what else a log shows, such as the time, is in it. */
    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            return entry.getMessage() + "\n";
        }
    }

    private final class Told extends ErrorManager {
        @Override
        public void error(String message, Exception error, int code) {
            problems.accept("an entry is lost: " + error);
        }
    }
}
