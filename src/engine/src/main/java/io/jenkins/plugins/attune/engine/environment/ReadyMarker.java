package io.jenkins.plugins.attune.engine.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file that makes a directory an environment; its time of change is the last use.
 *
 * @param key whole
 * @param runtime for people
 * @param interpreter path of the interpreter it was built with; empty where there is none
 */
record ReadyMarker(String key, String pack, String runtime, String interpreter, Built built) {
    /**
     * How the build went.
     *
     * @param at milliseconds since 1970
     * @param bytes and {@code files} there were at its end
     */
    record Built(long at, long millis, Footprint footprint) {}

    void write(Path file) throws IOException {
        Map<String, String> values = new TreeMap<>();
        values.put("key", key);
        values.put("pack", pack);
        values.put("runtime", runtime);
        values.put("interpreter", interpreter);
        values.put("at", Long.toString(built.at()));
        values.put("millis", Long.toString(built.millis()));
        values.put("files", Long.toString(built.footprint().files()));
        values.put("bytes", Long.toString(built.footprint().bytes()));
        values.put("allBytes", Long.toString(built.footprint().allBytes()));
        StateFile.write(file, values);
    }

    /** Empty where the directory is no environment. */
    static Optional<ReadyMarker> read(Path file) throws IOException {
        Map<String, String> values = StateFile.read(file);
        if (!values.containsKey("key")) {
            return Optional.empty();
        }
        return Optional.of(new ReadyMarker(
                values.get("key"),
                values.getOrDefault("pack", ""),
                values.getOrDefault("runtime", ""),
                values.getOrDefault("interpreter", ""),
                new Built(
                        StateFile.number(values, "at"),
                        StateFile.number(values, "millis"),
                        new Footprint(
                                StateFile.number(values, "files"),
                                StateFile.number(values, "bytes"),
                                StateFile.number(values, "allBytes")))));
    }
}
