package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells when something in a directory changes: one watch service and one thread for all runs of this process.
 *
 * <p>On Linux the kernel tells (inotify). Where the JDK has no such source it looks every few seconds; then output is
 * shown late, and the end of a run is still known at once.
 */
final class DirectoryWatcher implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(DirectoryWatcher.class.getName());

    private final WatchService service;
    private final Map<WatchKey, Runnable> listeners = new ConcurrentHashMap<>();

    DirectoryWatcher() {
        try {
            service = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new UncheckedIOException("no directory can be watched on this machine", e);
        }
        Thread thread = new Thread(this::listen, "attune-directory-watcher");
        thread.setDaemon(true);
        thread.start();
    }

    /** Calls the listener, which must not block, after every change until the registration is closed. */
    Registration watch(Path directory, Runnable listener) throws IOException {
        WatchKey key =
                directory.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        listeners.put(key, listener);
        return () -> {
            key.cancel();
            listeners.remove(key);
        };
    }

    private void listen() {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents(); // whatever it was, even an overflow: the listener looks for itself
                Runnable listener = listeners.get(key);
                if (listener != null) {
                    call(listener);
                }
                key.reset();
            }
        } catch (ClosedWatchServiceException closed) {
            LOGGER.log(Level.FINE, "the directory watcher was closed", closed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            LOGGER.log(Level.WARNING, "the directory watcher was interrupted: output will be shown late");
        }
    }

    private static void call(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "a change in a control directory could not be followed", e);
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }

    /** Ends the watch; does nothing the second time. */
    interface Registration {
        void close();
    }
}
