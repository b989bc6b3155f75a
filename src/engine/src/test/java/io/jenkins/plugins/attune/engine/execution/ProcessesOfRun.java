package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The living processes that belong to a run, found without any help of what is tested. */
final class ProcessesOfRun {
    private ProcessesOfRun() {}

    /** All that have the run's id in their environment or among their arguments, with their command lines. */
    static List<String> of(String executionId) {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .filter(entry -> read(entry, "environ").contains(executionId)
                            || read(entry, "cmdline").contains(executionId))
                    .filter(entry -> !read(entry, "stat").matches("(?s).*\\) [ZX] .*"))
                    .map(entry ->
                            entry.getFileName() + " " + read(entry, "cmdline").replace('\0', ' '))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path entry, String file) {
        try {
            return Files.readString(entry.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
