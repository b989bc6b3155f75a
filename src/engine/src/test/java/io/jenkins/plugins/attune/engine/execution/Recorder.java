package io.jenkins.plugins.attune.engine.execution;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Keeps all that an observer is told. */
class Recorder implements RunObserver {
    private static final long LIMIT_SECONDS = 60;

    private final Map<OutputStreamName, ByteArrayOutputStream> written = new EnumMap<>(OutputStreamName.class);
    private final Map<OutputStreamName, Long> leftOut = new EnumMap<>(OutputStreamName.class);
    private final CompletableFuture<RunOutcome> end = new CompletableFuture<>();
    private final List<String> progress = new ArrayList<>();
    private final List<String> keysRead = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private RunFailure failure;
    private int ends;

    @Override
    public synchronized void output(OutputStreamName stream, byte[] bytes) {
        written.computeIfAbsent(stream, name -> new ByteArrayOutputStream()).writeBytes(bytes);
    }

    @Override
    public synchronized void leftOut(OutputStreamName stream, long bytes) {
        leftOut.merge(stream, bytes, Long::sum);
        output(stream, "[gap]".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public synchronized void progress(String line) {
        progress.add(line);
    }

    @Override
    public synchronized void keysRead(List<String> references) {
        keysRead.addAll(references);
    }

    @Override
    public synchronized void secretMade(byte[] secret) {
        secrets.add(new String(secret, StandardCharsets.US_ASCII));
    }

    @Override
    public synchronized void ended(RunOutcome outcome, RunFailure why) {
        ends++;
        failure = why;
        end.complete(outcome);
    }

    Recorder awaitEnd() {
        try {
            end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return this;
        } catch (Exception e) {
            throw new AssertionError("the run did not end; it wrote " + stdout() + stderr(), e);
        }
    }

    boolean ended() {
        return end.isDone();
    }

    RunOutcome outcome() {
        return end.join();
    }

    synchronized RunFailure failure() {
        return failure;
    }

    synchronized List<String> progress() {
        return List.copyOf(progress);
    }

    synchronized List<String> keysRead() {
        return List.copyOf(keysRead);
    }

    synchronized List<String> secrets() {
        return List.copyOf(secrets);
    }

    synchronized int ends() {
        return ends;
    }

    synchronized long leftOut(OutputStreamName stream) {
        return leftOut.getOrDefault(stream, 0L);
    }

    synchronized byte[] bytes(OutputStreamName stream) {
        return written.containsKey(stream) ? written.get(stream).toByteArray() : new byte[0];
    }

    String stdout() {
        return new String(bytes(OutputStreamName.STDOUT), StandardCharsets.UTF_8);
    }

    String stderr() {
        return new String(bytes(OutputStreamName.STDERR), StandardCharsets.UTF_8);
    }
}
