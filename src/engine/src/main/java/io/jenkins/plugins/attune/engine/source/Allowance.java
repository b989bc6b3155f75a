package io.jenkins.plugins.attune.engine.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes bytes on for as long as there are any allowed, and fails then: a guard around what a library reads ahead. */
final class Allowance extends FilterInputStream {
    private final String what;
    private long left;

    /** @param what is read, for the message */
    Allowance(InputStream in, String what) {
        super(in);
        this.what = what;
    }

    void allow(long bytes) {
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read >= 0) {
            take(1);
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            take(read);
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(count);
        take(skipped);
        return skipped;
    }

    private void take(long bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new MalformedArchiveException(what + " take more room than they need");
        }
    }
}
