package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks interpreters for their version, and remembers the answer for as long as the file is the same.
 *
 * <p>The same means: real path, size, inode and time of change. Two runs that ask at once may both start the program;
 * they get the same answer.
 */
final class InterpreterProbe implements Programs {
    private static final Logger LOGGER = Logger.getLogger(InterpreterProbe.class.getName());

    /** A program that has not said its version by then is taken for missing. */
    private static final long LIMIT_SECONDS = 10;

    /** What is read of its answer, in bytes. */
    private static final int ANSWER_BYTES = 16 << 10;

    /** Far more than a machine has interpreters; beyond it the memory starts anew. */
    private static final int MAX_REMEMBERED = 1000;

    private final Map<Key, Said> answers = new ConcurrentHashMap<>();

    /** @param name how it was called, where the program may be several in one that tell by that what they are */
    private record Key(
            String name,
            List<String> args,
            Path real,
            long size,
            @CheckForNull Object inode,
            FileTime changed) {}

    /** What a program wrote, and its exit status. */
    private record Said(int status, String text) {
        static Said nothing() {
            return new Said(1, "");
        }
    }

    @Override
    public Optional<String> find(String binary, String path) {
        return new SearchPath(path).find(binary);
    }

    @Override
    public Answer ask(String binary, Probe probe) {
        Key key;
        try {
            Path real = Path.of(binary).toRealPath();
            BasicFileAttributes file = Files.readAttributes(real, BasicFileAttributes.class);
            String name = Path.of(binary).getFileName().toString();
            boolean same = real.getFileName().toString().startsWith(name);
            key = new Key(same ? "" : name, probe.args(), real, file.size(), file.fileKey(), file.lastModifiedTime());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> binary + " is gone");
            return Answer.no();
        }
        Said known = answers.get(key);
        if (known == null) {
            known = start(binary, probe);
            if (answers.size() >= MAX_REMEMBERED) {
                answers.clear();
            }
            answers.put(key, known);
        }
        return Answer.of(known.status(), known.text(), probe);
    }

    private static Said start(String binary, Probe probe) {
        List<String> command = new ArrayList<>();
        command.add(binary);
        command.addAll(probe.args());
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null")))
                    .start();
            return read(process);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> binary + " could not be asked for its version");
            return Said.nothing();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Said.nothing();
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private static Said read(Process process) throws IOException, InterruptedException {
        // Ends a program that neither answers nor ends, and with it the read below.
        process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                process.destroyForcibly();
            }
        });
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readNBytes(ANSWER_BYTES), StandardCharsets.UTF_8);
        }
        return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) ? new Said(process.exitValue(), said) : Said.nothing();
    }
}
