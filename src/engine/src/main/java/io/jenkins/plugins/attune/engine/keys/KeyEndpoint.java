package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The key bridge of this process: answers on loopback while runs with keys go on, and a moment longer, so that who comes
 * too late is told.
 *
 * <p>One port serves all runs. Another is opened only for a run that was given it by an earlier process. The lock guards
 * what is open, by port; ports are opened and closed outside of it.
 */
public final class KeyEndpoint implements AutoCloseable {
    /** How long the last run's name is still answered. */
    private static final long LINGER_SECONDS = 5;

    /** So many ended runs are remembered by name. */
    private static final int REMEMBERED = 1000;

    private final ScheduledExecutorService timer;
    private final Processes processes;
    private final Clock clock;
    private final Map<String, KeyRun> runs = new ConcurrentHashMap<>();
    private final Object lock = new Object();
    private final Map<Integer, Place> open = new LinkedHashMap<>();
    private final Map<String, Boolean> ended = new LinkedHashMap<>();

    public KeyEndpoint(ScheduledExecutorService timer) {
        this(timer, new ProcDirectory(Path.of("/proc")), Clock.systemUTC());
    }

    KeyEndpoint(ScheduledExecutorService timer, Processes processes, Clock clock) {
        this.timer = timer;
        this.processes = processes;
        this.clock = clock;
    }

    /** Whether this machine tells who calls; if not, only a secret token can. */
    public static boolean knowsCallers() {
        return ProcDirectory.isHere();
    }

    /**
     * Opens the endpoint to a run that has no keys yet. One of the same name that is there already gives way to it.
     *
     * @param port the one that the run was given by an earlier process, or 0
     * @throws IOException where the port can't be had, or this Java has no HTTP server
     */
    public KeyRun open(KeyOwner owner, KeyListener listener, int port) throws IOException {
        KeyRun run = new KeyRun(owner, listener, processes, clock);
        Place place = place(port);
        run.at(place);
        KeyRun before = runs.put(owner.token(), run);
        if (before != null) {
            before.close();
        }
        synchronized (lock) {
            ended.remove(owner.token());
        }
        return run;
    }

    private Place place(int port) throws IOException {
        synchronized (lock) {
            Place found = port == 0 ? open.values().stream().findFirst().orElse(null) : open.get(port);
            if (found != null) {
                found.users++;
                return found;
            }
        }
        Place place = new Place(start(port));
        synchronized (lock) {
            open.put(place.port(), place);
            place.users++;
        }
        return place;
    }

    private KeyServer start(int port) throws IOException {
        try {
            return KeyServer.start(port, new KeyHandler(this), timer);
        } catch (LinkageError e) {
            throw new IOException("the Java on this machine has no HTTP server (module jdk.httpserver)", e);
        }
    }

    /** The run of a token; null where there is none, or none any more. */
    @CheckForNull
    KeyRun run(String token) {
        return runs.get(token);
    }

    /** What a run that is open shows; null where there is none. */
    @CheckForNull
    public String tokenOf(String executionId) {
        return runs.values().stream()
                .map(KeyRun::owner)
                .filter(owner -> owner.executionId().equals(executionId))
                .map(KeyOwner::token)
                .findFirst()
                .orElse(null);
    }

    boolean hasEnded(String token) {
        synchronized (lock) {
            return ended.containsKey(token);
        }
    }

    private void remember(String token) {
        synchronized (lock) {
            ended.put(token, true);
            if (ended.size() > REMEMBERED) {
                ended.remove(ended.keySet().iterator().next());
            }
        }
    }

    /** Closes all ports at once; no run may follow in this process. */
    @Override
    public void close() {
        List<Place> places;
        synchronized (lock) {
            places = List.copyOf(open.values());
            open.clear();
        }
        places.forEach(place -> place.server.stop());
    }

    /** How many ports are open. */
    int ports() {
        synchronized (lock) {
            return open.size();
        }
    }

    /** An open port, and how many runs have it. */
    final class Place {
        private final KeyServer server;
        private int users;

        private Place(KeyServer server) {
            this.server = server;
        }

        int port() {
            return server.port();
        }

        /** The run needs it no more; only the first call of a run counts. */
        void leave(KeyRun run) {
            String token = run.owner().token();
            if (runs.remove(token, run)) {
                remember(token);
            }
            synchronized (lock) {
                users--;
            }
            timer.schedule(this::closeUnused, LINGER_SECONDS, TimeUnit.SECONDS);
        }

        private void closeUnused() {
            synchronized (lock) {
                if (users > 0 || !open.remove(port(), this)) {
                    return;
                }
            }
            server.stop();
        }
    }
}
