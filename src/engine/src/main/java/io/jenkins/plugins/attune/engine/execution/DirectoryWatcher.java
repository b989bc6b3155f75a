package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells when something in a directory changes: one watch service and one thread for all runs of this process.
 *
 * <p>On Linux the kernel tells (inotify). It gives each user a number of sources, which other programs may have used up,
 * and where the JDK knows none there is none at all. Then whoever watches is told to look every second; the next one tries
 * for a source again.
 */
final class DirectoryWatcher implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(DirectoryWatcher.class.getName());
    private static final long LOOK_SECONDS = 1;

    private final ScheduledExecutorService timer;
    private final Source source;
    private final Map<WatchKey, Runnable> listeners = new ConcurrentHashMap<>();

    @CheckForNull
    private WatchService service;

    private boolean closed;

    /** Where a watch service comes from. */
    interface Source {
        WatchService open() throws IOException;
    }

    DirectoryWatcher(ScheduledExecutorService timer) {
        this(timer, FileSystems.getDefault()::newWatchService);
    }

    DirectoryWatcher(ScheduledExecutorService timer, Source source) {
        this.timer = timer;
        this.source = source;
    }

    /** Calls the listener, which must not block, after every change until the registration is closed. */
    Registration watch(Path directory, Runnable listener) throws IOException {
        try {
            WatchKey key = directory.register(
                    service(), StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            listeners.put(key, listener);
            return () -> {
                key.cancel();
                listeners.remove(key);
            };
        } catch (IOException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
            LOGGER.log(
                    Level.WARNING,
                    "nothing tells of changes in {0}, so it is looked at every second: {1}",
                    new Object[] {directory, e.getMessage()});
            Future<?> looks =
                    timer.scheduleWithFixedDelay(() -> call(listener), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
            return () -> looks.cancel(false);
        }
    }

    private synchronized WatchService service() throws IOException {
        WatchService known = service;
        if (closed) {
            throw new ClosedWatchServiceException();
        }
        if (known == null) {
            WatchService opened = source.open();
            Thread thread = new Thread(() -> listen(opened), "attune-directory-watcher");
            thread.setDaemon(true);
            thread.start();
            service = opened;
            return opened;
        }
        return known;
    }

    private void listen(WatchService changes) {
        try {
            while (true) {
                WatchKey key = changes.take();
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
    public synchronized void close() throws IOException {
        closed = true;
        if (service != null) {
            service.close();
        }
    }

    /** Ends the watch; does nothing the second time. */
    interface Registration {
        void close();
    }
}
