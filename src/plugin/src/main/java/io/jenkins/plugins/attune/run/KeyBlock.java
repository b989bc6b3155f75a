package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The keys that actions have written within one {@code attuneKeys} block, for later runs in it.
 *
 * <p>It is part of the body's context and so of the pipeline's saved state, where values are encrypted. The map is
 * replaced as a whole, since a pipeline may be saved at any time. Safe for use by several threads.
 */
public final class KeyBlock implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(KeyBlock.class.getName());

    /** An action waits meanwhile for the answer to its request, which has 30 seconds. */
    private static final long SAVING_SECONDS = 10;

    @CheckForNull
    private final KeyBlock outer;

    private final StepContext context;
    private volatile Map<String, String> sealed = new TreeMap<>();
    private volatile boolean over;

    /** @param context of the step that has the block */
    public KeyBlock(@CheckForNull KeyBlock outer, StepContext context) {
        this.outer = outer;
        this.context = context;
    }

    /** Keeps a key, also over a restart of the controller, as far as the pipeline is saved at all. */
    void put(String reference, byte[] json) throws IOException {
        synchronized (this) {
            if (over) {
                throw new IOException("the block in which the key would be kept has ended");
            }
            Map<String, String> more = new TreeMap<>(sealed);
            more.put(reference, Sealed.seal(json.clone()));
            sealed = more;
        }
        try {
            context.saveState().get(SAVING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.WARNING, e, () -> "a key that an action wrote is not saved with the pipeline yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether one of this reference is in it, or in a block around it. */
    boolean has(String reference) {
        return sealed.containsKey(reference) || outer != null && outer.has(reference);
    }

    /** All keys, those of outer blocks included, as JSON; the caller wipes them. */
    SortedMap<String, SecretValue> values() throws IOException {
        SortedMap<String, SecretValue> values = new TreeMap<>();
        boolean done = false;
        try {
            for (Map.Entry<String, String> entry : all().entrySet()) {
                values.put(entry.getKey(), SecretValue.taking(Sealed.bytes(entry.getValue())));
            }
            done = true;
            return values;
        } finally {
            if (!done) {
                values.values().forEach(SecretValue::close);
            }
        }
    }

    private Map<String, String> all() {
        Map<String, String> all = outer == null ? new TreeMap<>() : new TreeMap<>(outer.all());
        all.putAll(sealed);
        return all;
    }

    /** The block has ended: nothing of it is kept. */
    public synchronized void end() {
        over = true;
        sealed = Collections.emptyMap();
    }

    /** References only. */
    @Override
    public String toString() {
        return "KeyBlock" + sealed.keySet();
    }
}
