package io.jenkins.plugins.attune.engine.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** An endpoint with one run, whose callers are known by a secret token: a test has no session of its own. */
final class Bridge implements AutoCloseable, KeyListener {
    static final String TOKEN = "token-of-the-run";

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    final KeyEndpoint endpoint =
            new KeyEndpoint(timer, new ProcDirectory(Path.of("/proc")), Clock.fixed(Instant.now(), ZoneOffset.UTC));
    final Map<String, String> written = new TreeMap<>();
    final List<String> told = new ArrayList<>();
    final KeyRun run;
    private boolean mayWrite;

    Bridge(Path artifacts) throws IOException {
        run = open("4711", TOKEN, artifacts, 0);
    }

    KeyRun open(String id, String token, Path artifacts, int port) throws IOException {
        return endpoint.open(new KeyOwner(id, token, "vault", "vault.health", artifacts.toString()), this, port);
    }

    Bridge writable() {
        mayWrite = true;
        return this;
    }

    Bridge with(String... keys) {
        Map<String, byte[]> values = new TreeMap<>();
        for (int i = 0; i < keys.length; i += 2) {
            values.put(keys[i], keys[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        run.supply(KeyFrame.of(values));
        return this;
    }

    Caller caller() {
        return caller(TOKEN);
    }

    Caller caller(String token) {
        return new Caller(run.url(), token);
    }

    @Override
    public synchronized void written(String reference, byte[] value) throws IOException {
        if (!mayWrite) {
            throw new KeyRefusedException("not here");
        }
        written.put(reference, new String(value, StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void read(String reference) {
        told.add("read " + reference);
    }

    @Override
    public synchronized void refused(String line) {
        told.add(line);
    }

    @Override
    public void close() {
        run.close();
        endpoint.close();
        timer.shutdownNow();
    }
}
