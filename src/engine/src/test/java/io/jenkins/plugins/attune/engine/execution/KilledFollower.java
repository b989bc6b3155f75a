package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Follows a run as a process that may be killed at any moment: what it has been told is in files, and how long they are
 * is where the next one goes on. It waits for the disk, so that there is time to be killed between two steps.
 */
final class KilledFollower implements RunObserver {
    private static final String CLASS_PATH = "surefire.test.class.path";

    private final Path directory;

    KilledFollower(Path directory) {
        this.directory = directory;
    }

    /** Starts the script in the directory and follows it until somebody ends this process. */
    public static void main(String[] arguments) {
        Path root = Path.of(arguments[0]);
        Script script = Script.at(root).streamBytes(Long.parseLong(arguments[1]));
        Script.Running running = script.start(new KilledFollower(root), arguments[2]);
        running.run().deliver(new byte[] {'x'});
        running.run().finished().join();
    }

    /** Such a process, which has the script's run under the id. */
    static Process start(Path root, long streamBytes, String id) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty(CLASS_PATH, System.getProperty("java.class.path")),
                        KilledFollower.class.getName(),
                        root.toString(),
                        Long.toString(streamBytes),
                        id)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("follower.log").toFile())
                .start();
    }

    /** How far the run has been told. */
    OutputPosition position() throws IOException {
        return new OutputPosition(told(OutputStreamName.STDOUT).length, told(OutputStreamName.STDERR).length);
    }

    byte[] told(OutputStreamName stream) throws IOException {
        try {
            return Files.readAllBytes(directory.resolve(stream.name()));
        } catch (NoSuchFileException nothing) {
            return new byte[0];
        }
    }

    /** The exit code, or the word "none". */
    String end() throws IOException {
        Path end = directory.resolve("end");
        return Files.exists(end) ? Files.readString(end) : "none";
    }

    @Override
    public void output(OutputStreamName stream, byte[] bytes) throws IOException {
        Files.write(
                directory.resolve(stream.name()),
                bytes,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC);
    }

    @Override
    public void leftOut(OutputStreamName stream, long bytes) throws IOException {
        Files.writeString(directory.resolve("gap." + stream.name()), Long.toString(bytes));
    }

    @Override
    public void ended(RunOutcome outcome, RunFailure failure) throws IOException {
        if (!"none".equals(end())) {
            return; // told already: the first word counts, as it does for a build
        }
        Path fresh = directory.resolve("end.new");
        Files.writeString(
                fresh,
                failure == null ? Integer.toString(outcome.exitCode()) : failure.message(),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.DSYNC);
        Files.move(fresh, directory.resolve("end"), StandardCopyOption.ATOMIC_MOVE);
    }
}
