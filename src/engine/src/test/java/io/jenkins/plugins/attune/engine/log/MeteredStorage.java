package io.jenkins.plugins.attune.engine.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes to the disk until a number of units is used up: one for each byte and for each other change. */
final class MeteredStorage implements LogStorage {
    /** What happens at the end of the units. */
    enum End {
        /** The process is gone: an error that nobody catches, now and for whatever is tried after it. */
        KILLED,
        /** Files can no longer grow; what is there can be overwritten. */
        DISK_FULL,
        /** Nothing can be written at all. */
        DEVICE_GONE
    }

    /** Stands for the end of the process. */
    static final class Killed extends Error {
        Killed() {
            super("killed", null, false, false);
        }
    }

    private final LogStorage disk = LogStorage.disk();
    private final End end;
    private long units;

    MeteredStorage(End end, long units) {
        this.end = end;
        this.units = units;
    }

    /** Never comes to its end. It does not wait for the disk, which is most of the time that many small logs take. */
    static MeteredStorage plenty() {
        return new MeteredStorage(End.DEVICE_GONE, Long.MAX_VALUE);
    }

    long unitsLeft() {
        return units;
    }

    @Override
    public OpenFile open(Path path) throws IOException {
        if (!Files.exists(path)) {
            take(1);
        }
        OpenFile file = disk.open(path);
        return new OpenFile() {
            @Override
            public void write(byte[] bytes, int from, int count, long position) throws IOException {
                long there = end == End.DISK_FULL ? Math.max(0, Files.size(path) - position) : 0;
                int free = (int) Math.min(count, there);
                int written = free + (int) Math.min(count - free, units);
                file.write(bytes, from, written, position);
                take(count - free);
            }

            @Override
            public void resize(long length) throws IOException {
                take(end == End.DISK_FULL ? 0 : 1);
                file.resize(length);
            }

            @Override
            public void force() throws IOException {
                take(end == End.DISK_FULL ? 0 : 1);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    private void take(long count) throws IOException {
        if (count > units) {
            units = 0;
            if (end == End.KILLED) {
                throw new Killed();
            }
            throw new IOException(end == End.DISK_FULL ? "No space left on device" : "Input/output error");
        }
        units -= count;
    }
}
