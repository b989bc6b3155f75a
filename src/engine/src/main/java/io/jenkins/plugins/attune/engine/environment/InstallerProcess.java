package io.jenkins.plugins.attune.engine.environment;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Starts the programs of one build, carries what they write into its log, and leaves none of them behind. */
final class InstallerProcess {
    /** What an installer leaves behind may hold its output open for so long after its end. */
    private static final long LINGER_SECONDS = 2;

    private static final int CHUNK = 8 << 10;

    private final String buildId;
    private final Map<String, String> variables;
    private final ProcessMarks marks;
    private final Executor executor;
    private final BuildAbort abort;

    /** @param variables the whole environment, but for the mark */
    InstallerProcess(
            String buildId, Map<String, String> variables, ProcessMarks marks, Executor executor, BuildAbort abort) {
        this.buildId = buildId;
        this.variables = new TreeMap<>(variables);
        this.variables.putAll(marks.variables(buildId));
        this.marks = marks;
        this.executor = executor;
        this.abort = abort;
    }

    /** Runs a program to its end, and gives its exit code. */
    int run(List<String> command, Path directory, BuildLog log) throws IOException, InterruptedException {
        abort.check();
        log.say("$ " + String.join(" ", command));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        abort.running(() -> kill(process));
        try {
            CompletableFuture<Void> pumped = CompletableFuture.runAsync(() -> pump(process, log), executor);
            int code = process.waitFor();
            awaitEnd(pumped, log);
            log.say("exit code " + code);
            return code;
        } finally {
            abort.stopped();
            if (process.isAlive()) {
                kill(process);
            }
        }
    }

    private static void pump(Process process, BuildLog log) {
        try (Reader output = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            char[] chunk = new char[CHUNK];
            for (int count = output.read(chunk); count >= 0; count = output.read(chunk)) {
                log.append(CharBuffer.wrap(chunk, 0, count));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd(CompletableFuture<Void> pumped, BuildLog log) throws IOException, InterruptedException {
        try {
            pumped.get(LINGER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.say("the installer left something running behind; it is ended");
            marks.kill(buildId);
        } catch (ExecutionException e) {
            throw new IOException("the output of the installer was lost: " + e.getCause(), e);
        }
    }

    /** Also what went its own way: it carries the mark. */
    private void kill(Process process) {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        marks.kill(buildId);
    }
}
