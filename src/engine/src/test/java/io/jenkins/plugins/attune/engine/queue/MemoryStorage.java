package io.jenkins.plugins.attune.engine.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A disk that can be full, be read at any moment, and count. */
class MemoryStorage implements JournalStorage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean full;
    private int appends;
    private int forces;
    private int replacements;

    static MemoryStorage of(byte[] content) {
        MemoryStorage storage = new MemoryStorage();
        storage.bytes.writeBytes(content);
        return storage;
    }

    @Override
    public synchronized InputStream read() {
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** Where it is full, half of what is written is there all the same. */
    @Override
    public synchronized void append(byte[] more) throws IOException {
        appends++;
        if (full) {
            bytes.writeBytes(Arrays.copyOf(more, more.length / 2));
            throw new IOException("the disk is full");
        }
        bytes.writeBytes(more);
    }

    @Override
    public synchronized void force() {
        forces++;
    }

    @Override
    public synchronized void replace(byte[] content) throws IOException {
        if (full) {
            throw new IOException("the disk is full");
        }
        replacements++;
        bytes.reset();
        bytes.writeBytes(content);
    }

    @Override
    public void close() {
        // nothing is open
    }

    synchronized void full(boolean now) {
        full = now;
    }

    synchronized byte[] content() {
        return bytes.toByteArray();
    }

    synchronized int appends() {
        return appends;
    }

    synchronized int forces() {
        return forces;
    }

    synchronized int replacements() {
        return replacements;
    }
}
