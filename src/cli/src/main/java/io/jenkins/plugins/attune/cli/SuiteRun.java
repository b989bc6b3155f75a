package io.jenkins.plugins.attune.cli;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs one suite of tests under a time limit; of what it writes, the end is kept. */
final class SuiteRun {
    /** More than anybody reads, little enough for a console. */
    private static final int SHOWN_BYTES = 32 << 10;

    /** For what is killed to be gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path directory;
    private final Map<String, String> variables;

    SuiteRun(Path directory, Map<String, String> variables) {
        this.directory = directory;
        this.variables = variables;
    }

    /** @param output the last part of what the suite wrote to either stream */
    record Result(boolean timedOut, int exitCode, long millis, String output) {
        boolean passed() {
            return !timedOut && exitCode == 0;
        }
    }

    Result run(List<String> command, Duration timeout) throws IOException, InterruptedException {
        Path log = Files.createTempFile("attune-test-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        CompletableFuture<Process> started = new CompletableFuture<>();
        try (Interruption interruption = Interruption.during(() -> started.thenAccept(SuiteRun::kill), PATIENCE)) {
            try {
                Result result = supervise(builder, started, log, timeout);
                if (interruption.happened()) {
                    throw new InterruptedException("told to end while tests ran");
                }
                return result;
            } finally {
                Files.deleteIfExists(log);
            }
        }
    }

    private static Result supervise(
            ProcessBuilder builder, CompletableFuture<Process> started, Path log, Duration timeout)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = builder.start();
        started.complete(process);
        boolean ended;
        try {
            ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            kill(process);
        }
        int exitCode = process.waitFor();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        return new Result(!ended, exitCode, millis, tail(log));
    }

    /** The tree is taken down before its root, whose children nobody finds afterwards. */
    private static void kill(Process process) {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static String tail(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - SHOWN_BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return start == 0 ? text : "… " + start + " bytes before this are not shown\n" + text;
        }
    }
}
