package io.jenkins.plugins.attune.engine.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** An {@link Allowance} for a file that is read here and there; nothing is written to it. */
final class AllowanceChannel implements SeekableByteChannel {
    private final SeekableByteChannel file;
    private final String what;
    private long left;

    /** @param what is read, for the message */
    AllowanceChannel(SeekableByteChannel file, String what) {
        this.file = file;
        this.what = what;
    }

    void allow(long bytes) {
        left = bytes;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = file.read(target);
        left -= Math.max(read, 0);
        if (left < 0) {
            throw new MalformedArchiveException(what + " take more room than they need");
        }
        return read;
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
