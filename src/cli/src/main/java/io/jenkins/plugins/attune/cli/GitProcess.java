package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs git with what may harm switched off, within bounds of time and of the size of each file it writes. */
final class GitProcess implements AutoCloseable {
    /** What the user may have set for git to reach a server; all else of git's own, such as GIT_DIR, is taken away. */
    private static final Set<String> KEPT = Set.of(
            "GIT_ASKPASS",
            "GIT_SSH",
            "GIT_SSH_COMMAND",
            "GIT_SSH_VARIANT",
            "GIT_SSL_CAINFO",
            "GIT_SSL_CAPATH",
            "GIT_SSL_CERT",
            "GIT_SSL_KEY",
            "GIT_SSL_NO_VERIFY");

    /** No hook, no helper for file systems; what comes is one file; large objects are not held in memory. */
    private static final List<String> SETTINGS = List.of(
            "core.hooksPath=/dev/null",
            "core.fsmonitor=false",
            "core.bigFileThreshold=1m",
            "fetch.unpackLimit=1",
            "transfer.unpackLimit=1",
            "fetch.recurseSubmodules=false",
            "gc.auto=0",
            "maintenance.auto=false",
            "advice.detachedHead=false",
            // A tree may name filters, and those of this user would run.
            "core.attributesFile=/dev/null",
            "filter.lfs.smudge=",
            "filter.lfs.process=",
            "filter.lfs.required=false");

    /** The unit of the limit for files, in bytes, by POSIX. */
    private static final int BLOCK = 512;

    private static final int MAX_TOLD = 2_000;

    /** For a process that has closed its output to end. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Bounds bounds;
    private final Path scratch;
    private final Path errors;

    /**
     * @param protocols that git may speak, with {@code :} between them
     * @param bytes of one file that it writes
     * @param time for one call
     */
    record Bounds(String protocols, long bytes, Duration time) {}

    GitProcess(Bounds bounds, Path scratch) throws IOException {
        this.bounds = bounds;
        this.scratch = scratch;
        this.errors = Files.createTempFile(scratch, "git-", ".err");
    }

    /** Runs one command, and reads what it prints while it does. */
    void run(List<String> command, GitCommand.Reader reader) throws AttuneException, IOException, InterruptedException {
        Process process = start(command);
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    kill(process);
                },
                CompletableFuture.delayedExecutor(bounds.time().toMillis(), TimeUnit.MILLISECONDS));
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            reader.read(out);
            // A reader may stop at the end of an archive, before that of the stream.
            out.transferTo(OutputStream.nullOutputStream());
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (PackRefusedException e) {
            // What git has to say comes first: it may be why the stream was cut off.
            if (process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
                    && process.exitValue() != 0
                    && told().length() > 0) {
                throw failed(command, process.exitValue(), late.get());
            }
            throw e;
        } finally {
            limit.cancel(false);
            kill(process);
        }
        if (process.waitFor() != 0) {
            throw failed(command, process.exitValue(), late.get());
        }
    }

    private Process start(List<String> command) throws IOException, SourceUnavailableException {
        List<String> words = new ArrayList<>();
        if (bounds.bytes() < Long.MAX_VALUE) {
            words.addAll(List.of("/bin/sh", "-c", "ulimit -f \"$1\" && shift && exec \"$@\"", "sh"));
            words.add(Long.toString(bounds.bytes() / BLOCK));
        }
        words.add("git");
        SETTINGS.forEach(setting -> words.addAll(List.of("-c", setting)));
        words.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(scratch.toFile()).redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_") && !KEPT.contains(name));
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_ALLOW_PROTOCOL", bounds.protocols());
        environment.putIfAbsent("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new SourceUnavailableException(
                    "git can't be started: " + e.getMessage(), null, "Install git, or use an archive.", e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private SourceUnavailableException failed(List<String> command, int code, boolean late) throws IOException {
        String why = late ? "took longer than " + bounds.time().toSeconds() + " s" : "failed with " + code;
        String told = told();
        String name = command.get(0).startsWith("--git-dir") ? command.get(1) : command.get(0);
        return new SourceUnavailableException(
                "git " + name + " " + why + (told.isEmpty() ? "" : ": " + told),
                null,
                "git asks for no password here; it uses what your keys and credential helpers give.");
    }

    /** What git said, on one line and without control characters. */
    private String told() throws IOException {
        try (InputStream in = Files.newInputStream(errors)) {
            return new String(in.readNBytes(MAX_TOLD), StandardCharsets.UTF_8)
                    .replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ")
                    .replaceAll("//[^/@ ]*@", "//")
                    .strip();
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(errors);
    }
}
