package io.jenkins.plugins.attune.engine.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why the last build failed, and since when: what is broken is not built again by every run that comes along.
 *
 * @param at milliseconds since 1970
 * @param count how often in a row
 */
record FailureRecord(long at, int count, Wanted wanted, String message, String remedy) {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Beyond it the pause is the longest anyway. */
    private static final int MAX_DOUBLINGS = 5;

    /** What was to be built, for people. */
    record Wanted(String pack, String runtime) {}

    /** Ten seconds after the first failure, then twice as long each time, five minutes at most. */
    Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** How long to wait from {@code now} on; zero or less where the time has come, or the clock was set back. */
    Duration remaining(long now) {
        return now < at ? Duration.ZERO : pause().minusMillis(now - at);
    }

    void write(Path file) throws IOException {
        Map<String, String> values = new TreeMap<>();
        values.put("at", Long.toString(at));
        values.put("count", Integer.toString(count));
        values.put("pack", wanted.pack());
        values.put("runtime", wanted.runtime());
        values.put("message", message);
        values.put("remedy", remedy);
        StateFile.write(file, values);
    }

    static Optional<FailureRecord> read(Path file) throws IOException {
        Map<String, String> values = StateFile.read(file);
        int count = (int) StateFile.number(values, "count");
        return count < 1
                ? Optional.empty()
                : Optional.of(new FailureRecord(
                        StateFile.number(values, "at"),
                        count,
                        new Wanted(values.getOrDefault("pack", ""), values.getOrDefault("runtime", "")),
                        values.getOrDefault("message", ""),
                        values.getOrDefault("remedy", "")));
    }
}
