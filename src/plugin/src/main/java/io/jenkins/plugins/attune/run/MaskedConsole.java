package io.jenkins.plugins.attune.run;

import hudson.model.TaskListener;
import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.mask.MaskingStream;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * A build's console as a run sees it: live, and with the secrets hidden.
 *
 * <p>Each stream has its own mask, so that a secret is found although the other stream writes in between. The lock
 * keeps the two from writing within each other; nothing else waits for it. After the end nothing is shown any more,
 * since the mask is wiped then.
 */
final class MaskedConsole {
    private final Object lock = new Object();
    private final LineBreaker console;
    private final Map<OutputStreamName, MaskingStream> streams = new EnumMap<>(OutputStreamName.class);
    private boolean closed;

    MaskedConsole(TaskListener listener, SecretMask mask) {
        this.console = new LineBreaker(listener.getLogger());
        for (OutputStreamName name : OutputStreamName.values()) {
            streams.put(name, mask.over(console));
        }
    }

    /** Shows the next bytes of a stream. */
    void show(OutputStreamName stream, byte[] bytes) throws IOException {
        synchronized (lock) {
            if (!closed) {
                streams.get(stream).write(bytes);
                console.flush();
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

    /** Shows what was held back, because nothing more will come. */
    void finish() throws IOException {
        synchronized (lock) {
            if (!closed) {
                for (MaskingStream stream : streams.values()) {
                    stream.finish();
                }
                console.endLine();
                console.flush();
            }
        }
    }

    /** Shows nothing from now on. */
    void close() {
        synchronized (lock) {
            closed = true;
        }
    }
}
