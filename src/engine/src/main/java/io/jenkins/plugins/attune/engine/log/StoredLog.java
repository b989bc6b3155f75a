package io.jenkins.plugins.attune.engine.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stores one output stream of a run, up to a limit, so that neither a crash nor a full disk costs more than the log.
 *
 * <p>After each append the caller marks how far it has come in the stream as the process wrote it. A process that is
 * killed anywhere leaves a log that opens at its last mark: nothing is lost, nothing is there twice. The first error
 * ends the storing, is reported once and never thrown, because the run goes on without its log.
 *
 * <p>Used by one thread at a time, and by one writer: a log is opened again only after the process of the former one
 * has ended, or after its {@link #close()} and all that it gave to the executor. Readers need not care.
 */
public final class StoredLog implements Closeable {
    /** Up to here the last segment is not worth packing. */
    static final int SMALL_BYTES = 64 << 10;

    private static final Logger LOGGER = Logger.getLogger(StoredLog.class.getName());

    private final LogLimits limits;
    private final Packer packer;
    private final Executor executor;

    /** Null where they could not be opened. */
    @CheckForNull
    private WriterFiles open;

    private long rawPosition;
    private long dropped;
    private int packedSegments;
    private boolean storing;
    private boolean closed;
    private boolean broken;
    private boolean fullUntold;

    @CheckForNull
    private String failureUntold;

    private StoredLog(Packer packer, LogLimits limits, Executor executor) {
        this.packer = packer;
        this.limits = limits;
        this.executor = executor;
    }

    /**
     * Opens the log of a stream, or begins it. Where that fails, a log is returned that stores nothing and says why.
     *
     * @param directory of the run; made where there is none
     * @param name of the stream, such as {@code stdout}
     * @param executor packs finished segments
     */
    public static StoredLog open(Path directory, String name, LogLimits limits, Executor executor) {
        return open(new LogFiles(directory, name), limits, executor, LogStorage.disk());
    }

    static StoredLog open(LogFiles files, LogLimits limits, Executor executor, LogStorage storage) {
        StoredLog log = new StoredLog(new Packer(files, storage), limits, executor);
        Reopening reopening = new Reopening(files, storage);
        try {
            WriterFiles opened = reopening.open(limits.segmentBytes());
            log.open = opened;
            log.storing = true;
            log.resume(opened);
        } catch (IOException e) {
            log.fail(e);
        }
        log.rawPosition = reopening.raw();
        return log;
    }

    private void resume(WriterFiles files) throws IOException {
        long missing = files.marks().last().dropped();
        boolean again =
                files.segments().length() < limits.maxBytes() && files.index().room() > 1;
        if (missing > 0 && again) {
            files.index().append(new Gap(files.segments().length(), missing));
        } else if (missing > 0) {
            dropped = missing;
            storing = false;
        }
        files.mark(files.marks().last().raw(), dropped);
        pack(files, files.segments().length());
    }

    /** How far the caller had come in the stream, as the process wrote it, when it set the mark that was found. */
    public long rawPosition() {
        return rawPosition;
    }

    /** Bytes that are stored. */
    public long length() {
        return open == null ? 0 : open.segments().length();
    }

    /** Stores bytes, as far as the limit allows. */
    public void append(byte[] bytes, int from, int count) {
        Objects.checkFromIndexSize(from, count, bytes.length);
        checkOpen();
        long before = length();
        if (storing && open != null) {
            try {
                open.segments().write(bytes, from, (int) Math.min(count, limits.maxBytes() - before));
            } catch (IOException e) {
                fail(e);
            }
        }
        drop(count - (length() - before));
    }

    /** So many bytes of the stream are missing here. */
    public void gap(long bytes) {
        checkOpen();
        if (bytes < 0) {
            throw new IllegalArgumentException("a gap is not negative: " + bytes);
        }
        if (bytes > 0 && storing && open != null && open.index().room() > 1) {
            try {
                open.index().append(new Gap(length(), bytes));
                return;
            } catch (IOException e) {
                fail(e);
            }
        }
        drop(bytes);
    }

    /** From here on the stream goes on if the process ends now; all that was appended lies before it. */
    public void mark(long position) {
        checkOpen();
        if (position < rawPosition) {
            throw new IllegalArgumentException("a stream goes on only: " + position + " after " + rawPosition);
        }
        rawPosition = position;
        if (open != null) {
            long safe = open.marks().last().stored();
            try {
                open.mark(position, dropped);
                pack(open, safe);
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    /** Whether the limit was reached since this was asked last: true once in the life of a log. */
    public boolean full() {
        boolean told = fullUntold;
        fullUntold = false;
        return told;
    }

    /** Why storing ended since this was asked last, as a person may read it: once, null before and after. */
    @CheckForNull
    public String failed() {
        String told = failureUntold;
        failureUntold = null;
        return told;
    }

    /** Nothing follows; what was dropped at the end shows as a gap. */
    @Override
    public void close() {
        WriterFiles files = open;
        if (closed) {
            return;
        }
        closed = true;
        if (files == null) {
            return;
        }
        long length = length();
        try (files) {
            if (dropped > 0 && files.index().room() > 0) {
                files.index().append(new Gap(length, dropped));
            }
        } catch (IOException e) {
            fail(e);
        }
        pack(files, length);
        if (length % files.segments().segmentBytes() > SMALL_BYTES) {
            submit(packedSegments);
        }
    }

    /** Packs whole segments before a place that no crash can lead back behind. */
    private void pack(WriterFiles files, long safe) {
        while (packedSegments < safe / files.segments().segmentBytes()) {
            submit(packedSegments);
            packedSegments++;
        }
    }

    private void submit(int segment) {
        try {
            executor.execute(() -> packer.pack(segment));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, "a segment stays unpacked, nothing packs any more", e);
        }
    }

    private void drop(long bytes) {
        if (bytes > 0) {
            dropped += bytes;
            fullUntold |= storing;
            storing = false;
        }
    }

    private void fail(IOException error) {
        if (!broken) {
            LOGGER.log(
                    Level.WARNING,
                    error,
                    () -> "a log is no longer stored: " + packer.files().index());
            failureUntold = reason(error);
        }
        broken = true;
        storing = false;
    }

    private static String reason(IOException error) {
        String reason = error instanceof FileSystemException named ? named.getReason() : error.getMessage();
        return reason == null ? error.getClass().getSimpleName() : reason;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the log is closed");
        }
    }
}
