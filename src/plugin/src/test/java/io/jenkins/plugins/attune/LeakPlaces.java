package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Every directory that a secret could have been written to.
 *
 * @param own directories that are searched as a whole: the home of Jenkins, the agent's directory with workspaces and
 *     control directories, logs
 * @param since directories of the machine are searched for what was written since then
 */
record LeakPlaces(List<Path> own, Instant since) {
    /** File systems tell the time in ticks. */
    private static final Duration TICK = Duration.ofSeconds(2);

    static LeakPlaces of(Path... own) {
        return new LeakPlaces(List.of(own), Instant.now().minus(TICK));
    }

    private List<Path> ofMachine() {
        return List.of(Path.of("/tmp"), Path.of(System.getProperty("java.io.tmpdir")), Path.of("/dev/shm"));
    }

    /** The files that hold one. */
    Set<Path> found(SecretScanner scanner) throws IOException {
        Set<Path> found = new TreeSet<>();
        for (Path directory : own) {
            found.addAll(scanner.files(directory));
        }
        for (Path directory : ofMachine()) {
            found.addAll(scanner.files(directory, since));
        }
        return found;
    }

    /** Puts a secret into each, one after another: what looks for secrets finds it, or has not looked. */
    void provePlantedOnesAreFound(Path... inside) throws IOException {
        String planted = "planted " + UUID.randomUUID();
        List<Path> all = new ArrayList<>(own);
        all.addAll(ofMachine());
        all.addAll(List.of(inside));
        for (Path directory : all) {
            Path below = Files.createTempDirectory(directory, "planted");
            Path file = Files.writeString(below.resolve("leak"), "<" + planted + ">");
            try {
                assertThat(found(new SecretScanner(planted)))
                        .as("%s", directory)
                        .contains(file);
            } finally {
                Files.delete(file);
                Files.delete(below);
            }
        }
    }
}
