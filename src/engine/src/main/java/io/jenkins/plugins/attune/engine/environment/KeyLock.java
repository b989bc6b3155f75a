package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to build or remove one environment, among all processes of a machine.
 *
 * <p>The kernel takes it back from a process that is killed. Locks of this kind belong to a process as a whole, and
 * closing any channel of the file gives them back; so within a virtual machine a system property, which is one for all
 * class loaders in it (an agent that connects anew has several), says that the file must not be touched.
 *
 * <p>The file may be removed by its holder; whoever locks a file that is no longer the one at the path starts over, so
 * that two holders of one path can't be.
 */
final class KeyLock implements AutoCloseable {
    private static final String PROPERTY = "io.jenkins.plugins.attune.locked:";

    /** Nobody tells of a property that is gone; it is waited for only where two class loaders build the same. */
    private static final long LOOK_NANOS = 100_000_000;

    private final Path file;
    private final FileChannel channel;

    private KeyLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Waits for it; an interrupt ends the wait with an exception. */
    static KeyLock acquire(Path file) throws IOException {
        while (true) {
            if (System.getProperties().putIfAbsent(PROPERTY + file, "") == null) {
                KeyLock lock = attempt(file, true);
                if (lock != null) {
                    return lock;
                }
            } else {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted while it waited for " + file);
            }
        }
    }

    /** Takes it where it is free, else gives null. */
    @CheckForNull
    static KeyLock tryAcquire(Path file) throws IOException {
        return System.getProperties().putIfAbsent(PROPERTY + file, "") == null ? attempt(file, false) : null;
    }

    @CheckForNull
    private static KeyLock attempt(Path file, boolean wait) throws IOException {
        FileChannel channel = null;
        boolean kept = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            kept = (wait ? channel.lock() : channel.tryLock()) != null && isStillThere(file, channel);
            return kept ? new KeyLock(file, channel) : null;
        } finally {
            if (!kept) {
                release(file, channel);
            }
        }
    }

    /**
     * Whether the path still leads to the file that is locked. A channel can't be asked for its file, so a holder that
     * removes the file makes it longer first; one that was killed in between is helped along.
     */
    private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
        boolean removed = channel.size() > 0;
        try {
            boolean same = Files.size(file) == channel.size();
            if (removed && same) {
                Files.deleteIfExists(file);
            }
            return same && !removed;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Removes the file, so that no trace of an environment that is gone stays. */
    void remove() throws IOException {
        channel.write(ByteBuffer.wrap(new byte[1]));
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        release(file, channel);
    }

    private static void release(Path file, @CheckForNull FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            System.getProperties().remove(PROPERTY + file);
        }
    }
}
