package io.jenkins.plugins.attune.engine.mask;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Hides secrets in the bytes that pass through it.
 *
 * <p>The automaton's depth says how many of the last bytes may be the beginning of a secret: just those are held back.
 * A secret found becomes a stretch of bytes to hide; stretches that overlap become one, so that a secret that contains
 * another, or begins inside another, never shows its rest. Every byte costs the same however the secrets look, and the
 * memory is the length of the longest form of a secret. Where bytes are missing, see {@link #gap()}. For one thread at a
 * time.
 */
public final class MaskingStream extends OutputStream {
    private static final byte[] SHOWN = SecretMask.SHOWN.getBytes(StandardCharsets.US_ASCII);

    private final Supplier<PatternAutomaton> latest;
    private final OutputStream target;
    private PatternAutomaton patterns;
    private byte[] held;
    private final Deque<Stretch> hidden = new ArrayDeque<>();
    private int state;

    /** Bytes taken and bytes dealt with, since the beginning; the ones between are in the ring {@link #held}. */
    private long taken;

    private long done;
    private boolean lastWasHidden;

    /** What has come since the gap, while it may still be the rest of a secret. */
    @CheckForNull
    private byte[] rest;

    private int restLength;

    /** Bytes to hide: from, inclusive, to, exclusive. */
    private record Stretch(long from, long to) {}

    /** @param latest what is to be hidden, which may become more */
    MaskingStream(Supplier<PatternAutomaton> latest, OutputStream target) {
        this.latest = latest;
        this.target = target;
        patterns = latest.get();
        this.held = new byte[patterns.longest() + 1];
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        adopt(latest.get());
        patterns.requireOpen();
        if (patterns.isEmpty()) {
            target.write(bytes, offset, length);
            taken += length;
            done = taken;
            return;
        }
        // Nothing is written through byte by byte: a line of a console must not become eighty writes.
        Batch batch = new Batch(length);
        int from = offset + collect(bytes, offset, length, batch);
        pass(bytes, from, offset + length - from, batch);
        batch.flush();
    }

    /** Goes on with other patterns, which have the old ones among them: what is held back is looked at anew. */
    private void adopt(PatternAutomaton next) {
        if (next == patterns) {
            return;
        }
        byte[] before = held;
        held = new byte[next.longest() + 1];
        patterns = next;
        state = 0;
        for (long at = done; at < taken; at++) {
            byte value = before[(int) (at % before.length)];
            held[(int) (at % held.length)] = value;
            state = next.next(state, value);
            int match = next.longestMatch(state);
            if (match > 0) {
                hide(at + 1 - match, at + 1);
            }
        }
        Arrays.fill(before, (byte) 0);
    }

    private void pass(byte[] bytes, int offset, int length, Batch batch) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            take(bytes[i]);
            letGo(taken - patterns.depth(state), batch);
        }
    }

    /** Takes as much as is needed to tell the rest of a secret from anything else. */
    private int collect(byte[] bytes, int offset, int length, Batch batch) throws IOException {
        byte[] collected = rest;
        if (collected == null) {
            return 0;
        }
        int added = Math.min(length, collected.length - restLength);
        System.arraycopy(bytes, offset, collected, restLength, added);
        restLength += added;
        if (restLength == collected.length) {
            passRest(batch);
        }
        return added;
    }

    private void passRest(Batch batch) throws IOException {
        byte[] collected = rest;
        if (collected == null) {
            return;
        }
        int secret = patterns.rest(collected, restLength);
        patterns.requireOpen();
        if (secret >= SecretMask.SHORTEST_BYTES) {
            hidden.addLast(new Stretch(taken, taken + secret));
        }
        rest = null;
        pass(collected, 0, restLength, batch);
        Arrays.fill(collected, (byte) 0);
        restLength = 0;
    }

    /**
     * Bytes are missing here.
     *
     * <p>What was held back until now may be the first part of a secret that goes on in what is missing, and what comes
     * next may be the last part of one that began there: both are hidden, where they have as many bytes as the shortest
     * secret that is. What comes is held back until that is known, for as many bytes as the longest form of a secret
     * has.
     */
    public void gap() throws IOException {
        adopt(latest.get());
        if (patterns.isEmpty()) {
            return;
        }
        patterns.requireOpen();
        Batch batch = new Batch(held.length);
        passRest(batch);
        int begun = patterns.depth(state);
        if (begun >= SecretMask.SHORTEST_BYTES) {
            hide(taken - begun, taken);
        }
        end(batch);
        rest = new byte[patterns.longest()];
    }

    private void take(byte value) {
        held[(int) (taken % held.length)] = value;
        taken++;
        state = patterns.next(state, value);
        int match = patterns.longestMatch(state);
        if (match > 0) {
            hide(taken - match, taken);
        }
    }

    private void hide(long from, long to) {
        long first = from;
        long end = to;
        while (!hidden.isEmpty() && hidden.getLast().to() >= first) {
            Stretch last = hidden.removeLast();
            first = Math.min(first, last.from());
            end = Math.max(end, last.to());
        }
        hidden.addLast(new Stretch(first, end));
    }

    private void letGo(long until, Batch batch) throws IOException {
        for (; done < until; done++) {
            while (!hidden.isEmpty() && hidden.getFirst().to() <= done) {
                hidden.removeFirst();
            }
            boolean hide = !hidden.isEmpty() && hidden.getFirst().from() <= done;
            if (!hide) {
                batch.add(held[(int) (done % held.length)]);
            } else if (!lastWasHidden) {
                for (byte shown : SHOWN) {
                    batch.add(shown);
                }
            }
            lastWasHidden = hide;
        }
    }

    /** Bytes that were written to this stream. */
    public long taken() {
        return taken + restLength;
    }

    /** Of those, the ones that have been passed on or hidden; the rest are held back. */
    public long passed() {
        return done;
    }

    /** Passes on what is certain, and keeps what may be the beginning of a secret. */
    @Override
    public void flush() throws IOException {
        target.flush();
    }

    /** Passes on everything: nothing more will come. */
    public void finish() throws IOException {
        adopt(latest.get());
        Batch batch = new Batch(held.length);
        passRest(batch);
        end(batch);
        target.flush();
    }

    private void end(Batch batch) throws IOException {
        letGo(taken, batch);
        batch.flush();
        state = 0;
        lastWasHidden = false;
        Arrays.fill(held, (byte) 0);
    }

    /** Like {@link #finish()}; the stream below stays open, as it belongs to somebody else. */
    @Override
    public void close() throws IOException {
        finish();
    }

    /** Bytes on their way to the target. */
    private final class Batch {
        private final byte[] bytes;
        private int size;

        Batch(int expected) {
            bytes = new byte[Math.max(64, expected)];
        }

        void add(byte value) throws IOException {
            if (size == bytes.length) {
                flush();
            }
            bytes[size++] = value;
        }

        void flush() throws IOException {
            target.write(bytes, 0, size);
            size = 0;
        }
    }
}
