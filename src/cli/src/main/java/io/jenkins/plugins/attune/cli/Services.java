package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.execution.RunServices;
import java.util.concurrent.atomic.AtomicBoolean;

/** The engine's services, made when a run first needs them. */
final class Services {
    private final AtomicBoolean used = new AtomicBoolean();

    RunServices get() {
        used.set(true);
        return RunServices.shared();
    }

    /**
     * Ends the threads that wait for the kernel, where there are some; no run may follow in this process.
     *
     * <p>A virtual machine that ends gives threads outside Java code 300 ms to come back first, which would double the
     * time of a short run.
     */
    void close() throws Exception {
        if (used.get()) {
            AutoCloseable watcher = get().watcher();
            try {
                watcher.close();
            } finally {
                get().keys().close();
            }
        }
    }
}
