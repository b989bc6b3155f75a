package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.engine.execution.OutputPosition;
import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.log.LogLimits;
import io.jenkins.plugins.attune.engine.log.LogPages;
import io.jenkins.plugins.attune.engine.log.StoredLog;
import io.jenkins.plugins.attune.engine.mask.MaskingStream;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where the output of a run goes on the controller: live to the build's console, and to the logs that are stored with
 * the build; on both ways with the secrets hidden.
 *
 * <p>Each stream has its own mask, so that a secret is found although the other stream writes in between. The stored log
 * marks how much of the stream as the process wrote it is behind it: from there a restarted controller goes on. The lock
 * keeps the streams from writing within each other; nothing else waits for it.
 */
final class BuildOutput {
    private static final Logger LOGGER = Logger.getLogger(BuildOutput.class.getName());

    private final Object lock = new Object();
    private final LineBreaker console;
    private final Place place;
    private final Map<OutputStreamName, Lane> lanes = new EnumMap<>(OutputStreamName.class);
    private boolean closed;

    /**
     * Where it goes.
     *
     * @param directory of the run in the build's
     * @param address of the page with the stored streams, below the one of Jenkins, with a slash at the end
     * @param bounds what is kept of each stream, and shown
     */
    record Place(TaskListener listener, Path directory, String address, RunMemo.Bounds bounds) {
        LogLimits limits() {
            return new LogLimits(LogLimits.DEFAULT_SEGMENT_BYTES, bounds.streamBytes() + LogLimits.SLACK_BYTES);
        }
    }

    /** @param again whether there may be logs already, to be gone on with */
    BuildOutput(Place place, SecretMask mask, Executor packing, boolean again) {
        this.place = place;
        console = new LineBreaker(place.listener().getLogger());
        for (OutputStreamName name : OutputStreamName.values()) {
            Lane lane = new Lane(
                    () -> StoredLog.open(place.directory(), file(name), place.limits(), packing),
                    new ConsoleShare(console, place.bounds().consoleBytes()),
                    mask);
            lanes.put(name, lane);
            if (again) {
                lane.resume(pages(name));
            }
        }
    }

    private static String file(OutputStreamName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private LogPages pages(OutputStreamName name) {
        return LogPages.of(place.directory(), file(name));
    }

    /** Takes the next bytes of a stream. */
    void show(OutputStreamName stream, byte[] bytes) throws IOException {
        synchronized (lock) {
            if (!closed) {
                Lane lane = lanes.get(stream);
                lane.masking.write(bytes);
                console.flush();
                lane.mark();
                tellStoring(stream, lane);
            }
        }
    }

    /** Bytes are missing here; the console says so at the end. */
    void gap(OutputStreamName stream, long bytes) throws IOException {
        synchronized (lock) {
            if (!closed) {
                lanes.get(stream).gap(bytes);
            }
        }
    }

    /** Shows a line of our own; the caller sees to it that it holds no secret. */
    void note(String text) throws IOException {
        synchronized (lock) {
            if (!closed) {
                console.endLine();
                console.write(("[attune] " + text + "\n").getBytes(StandardCharsets.UTF_8));
                console.flush();
            }
        }
    }

    /** What has been taken of each stream: from there whoever follows the run goes on. */
    OutputPosition taken() {
        synchronized (lock) {
            return new OutputPosition(taken(OutputStreamName.STDOUT), taken(OutputStreamName.STDERR));
        }
    }

    private long taken(OutputStreamName stream) {
        Lane lane = lanes.get(stream);
        return lane.base + lane.masking.taken();
    }

    /** Shows what was held back, because nothing more will come. */
    void finish() throws IOException {
        synchronized (lock) {
            if (!closed) {
                for (Map.Entry<OutputStreamName, Lane> entry : lanes.entrySet()) {
                    Lane lane = entry.getValue();
                    lane.masking.finish();
                    lane.mark();
                    tellStoring(entry.getKey(), lane);
                    showTail(entry.getKey(), lane);
                }
                console.endLine();
                console.flush();
            }
        }
    }

    private void showTail(OutputStreamName stream, Lane lane) throws IOException {
        if (!lane.isOpen() || !lane.share.isPartial()) {
            return;
        }
        LogPages log = pages(stream);
        ConsoleShare.Missing missing = lane.share.missing(log);
        if (missing.bytes() > 0) {
            console.endLine();
            console.flush();
            sayMissing(stream, missing);
        }
        lane.share.tail(log, missing);
        console.flush();
    }

    /** The one notice, in the place where the bytes would be. */
    private void sayMissing(OutputStreamName stream, ConsoleShare.Missing missing) throws IOException {
        String name = file(stream);
        PrintStream to = place.listener().getLogger();
        if (missing.bytes() <= missing.leftOut()) {
            to.println("[attune] " + missing.bytes() + " bytes of " + name + " left out: over the log limit");
            return;
        }
        to.print("[attune] " + missing.bytes() + " bytes of " + name + " not shown: over the console limit; ");
        if (missing.leftOut() > 0) {
            to.print(missing.leftOut() + " of them left out: over the log limit; ");
        }
        place.listener().hyperlink("/" + place.address() + name + "/", "the stored log has the rest");
        to.println();
    }

    /** Takes nothing from now on. */
    void close() {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                lanes.values().stream().filter(Lane::isOpen).forEach(lane -> lane.log()
                        .close());
            }
        }
    }

    private void tellStoring(OutputStreamName stream, Lane lane) throws IOException {
        if (!lane.isOpen()) {
            return;
        }
        StoredLog log = lane.log();
        String failure = log.failed();
        String name = file(stream);
        if (failure != null) {
            note("the log of " + name + " is no longer stored with the build: " + failure);
            lane.share.withoutLog();
        } else if (log.full()) {
            note("the log of " + name + " stored with the build has reached its limit");
        }
    }

    /**
     * One stream on its way: what it has been given, before masking, counts from {@code base}. Its log is opened when
     * there is something to store, because many actions write to one stream only, or to none.
     */
    private static final class Lane {
        private final Supplier<StoredLog> opening;
        private final ConsoleShare share;
        private final MaskingStream masking;
        private long base;

        @CheckForNull
        private StoredLog log;

        Lane(Supplier<StoredLog> opening, ConsoleShare share, SecretMask mask) {
            this.opening = opening;
            this.share = share;
            masking = mask.over(new Both(share, this::log));
        }

        /** Goes on with what an earlier process stored. */
        void resume(LogPages before) {
            base = log().rawPosition();
            try {
                share.resume(before);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "a stored stream of a run cannot be read", e);
            }
        }

        StoredLog log() {
            StoredLog opened = log;
            if (opened == null) {
                opened = opening.get();
                log = opened;
            }
            return opened;
        }

        boolean isOpen() {
            return log != null;
        }

        void gap(long bytes) throws IOException {
            masking.gap();
            log().gap(bytes);
            share.leftOut(bytes);
        }

        void mark() {
            long position = base + masking.passed();
            // A gap that is not passed yet is told again, so that nothing may be marked behind it.
            if (isOpen() && position > log().rawPosition()) {
                log().mark(position);
            }
        }
    }

    /** Masked bytes go both ways. */
    private static final class Both extends OutputStream {
        private final OutputStream console;
        private final Supplier<StoredLog> log;

        Both(OutputStream console, Supplier<StoredLog> log) {
            this.console = console;
            this.log = log;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            console.write(bytes, offset, length);
            log.get().append(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            console.flush();
        }
    }
}
