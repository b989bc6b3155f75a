package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes the body of an answer piece by piece: writes, counts and hashes it, and hangs up where it grows too large.
 *
 * <p>Called by the threads of the client, one at a time; {@link #close} may be called by any, and nothing is written
 * after it has returned.
 */
final class BoundedBody implements BodySubscriber<Sha256>, AutoCloseable {
    private final CompletableFuture<Sha256> result = new CompletableFuture<>();
    private final MessageDigest digest = Sha256.digest();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long maxBytes;

    @CheckForNull
    private final OutputStream target;

    @CheckForNull
    private volatile Flow.Subscription subscription;

    private long bytes;

    static BoundedBody to(OutputStream target, long maxBytes) {
        return new BoundedBody(target, maxBytes);
    }

    /** For an answer whose body nobody wants: it is hung up on. */
    static BoundedBody nowhere() {
        return new BoundedBody(null, 0);
    }

    private BoundedBody(@CheckForNull OutputStream target, long maxBytes) {
        this.target = target;
        this.maxBytes = maxBytes;
    }

    long maxBytes() {
        return maxBytes;
    }

    @Override
    public CompletionStage<Sha256> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (target == null) {
            begun.cancel();
            result.complete(Sha256.of(digest));
        } else {
            begun.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        try {
            for (ByteBuffer piece : pieces) {
                write(piece);
            }
            Flow.Subscription going = subscription;
            if (going != null) {
                going.request(1);
            }
        } catch (IOException e) {
            hangUp();
            result.completeExceptionally(e);
        }
    }

    private synchronized void write(ByteBuffer piece) throws IOException {
        bytes += piece.remaining();
        if (bytes > maxBytes) {
            throw new TooLargeException();
        }
        if (closed.get() || target == null) {
            throw new IOException("nobody waits for it any more");
        }
        byte[] content = new byte[piece.remaining()];
        piece.get(content);
        digest.update(content);
        target.write(content);
    }

    private void hangUp() {
        Flow.Subscription going = subscription;
        if (going != null) {
            going.cancel();
        }
    }

    @Override
    public void onError(Throwable error) {
        result.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        result.complete(Sha256.of(digest));
    }

    @Override
    public synchronized void close() {
        closed.set(true);
    }

    /** There is more than was allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
