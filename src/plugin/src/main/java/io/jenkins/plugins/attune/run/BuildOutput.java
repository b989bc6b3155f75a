package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.engine.execution.OutputPosition;
import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.log.LogLimits;
import io.jenkins.plugins.attune.engine.log.StoredLog;
import io.jenkins.plugins.attune.engine.mask.MaskingStream;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where the output of a run goes on the controller: live to the build's console, and to the logs that are stored with
 * the build; on both ways with the secrets hidden.
 *
 * <p>Each stream has its own mask, so that a secret is found although the other stream writes in between. The stored log
 * marks how much of the stream as the process wrote it is behind it: from there a restarted controller goes on. The lock
 * keeps the streams from writing within each other; nothing else waits for it.
 */
final class BuildOutput {
    private final Object lock = new Object();
    private final LineBreaker console;
    private final Map<OutputStreamName, Lane> lanes = new EnumMap<>(OutputStreamName.class);
    private boolean closed;

    /**
     * @param directory of the run in the build's
     * @param again whether there may be logs already, to be gone on with
     */
    BuildOutput(TaskListener listener, SecretMask mask, Path directory, Executor packing, boolean again) {
        console = new LineBreaker(listener.getLogger());
        for (OutputStreamName name : OutputStreamName.values()) {
            String file = name.name().toLowerCase(Locale.ROOT);
            lanes.put(
                    name,
                    new Lane(
                            () -> StoredLog.open(directory, file, LogLimits.defaults(), packing),
                            again,
                            log -> mask.over(new Both(console, log))));
        }
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

    /** Says where bytes are missing, in the console and in the stored log. */
    void gap(OutputStreamName stream, long bytes) throws IOException {
        synchronized (lock) {
            if (!closed) {
                lanes.get(stream).log().gap(bytes);
            }
        }
        note(bytes + " bytes of " + stream.name().toLowerCase(Locale.ROOT) + " left out: over the log limit");
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
                }
                console.endLine();
                console.flush();
            }
        }
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
        String name = stream.name().toLowerCase(Locale.ROOT);
        if (failure != null) {
            note("the log of " + name + " is no longer stored with the build: " + failure);
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
        private final long base;
        private final MaskingStream masking;

        @CheckForNull
        private StoredLog log;

        Lane(Supplier<StoredLog> opening, boolean again, Function<Supplier<StoredLog>, MaskingStream> masked) {
            this.opening = opening;
            base = again ? log().rawPosition() : 0;
            masking = masked.apply(this::log);
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

        void mark() {
            if (isOpen()) {
                log().mark(base + masking.passed());
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
