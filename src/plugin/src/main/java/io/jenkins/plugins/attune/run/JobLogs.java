package io.jenkins.plugins.attune.run;

import hudson.model.Job;
import io.jenkins.plugins.attune.engine.log.Retention;
import io.jenkins.plugins.attune.engine.log.StoredRun;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the logs that are stored with the builds of a job.
 *
 * <p>It reads directories, because loading all builds of a job is slow and fills the memory of Jenkins. What it returns
 * grows with the logs that are there, not with the runs that there have been.
 */
final class JobLogs {
    private static final Logger LOGGER = Logger.getLogger(JobLogs.class.getName());
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /** Between the number of a build and the id of a run in it. */
    private static final char SEPARATOR = '/';

    /** Runs whose record cannot be read are thinned out among themselves. */
    private static final String UNKNOWN_ACTION = "";

    private JobLogs() {}

    /** Where the runs of a build are kept, each in a directory of its own. */
    static Path folder(Path build) {
        return build.resolve("attune");
    }

    /** The runs that have logs, by action; the one first that was written to last. */
    static Map<String, List<StoredRun>> newestFirst(Job<?, ?> job) throws IOException {
        Map<String, List<StoredRun>> runs = new HashMap<>();
        Path builds = job.getBuildDir().toPath();
        for (String number : directories(builds, NUMBER.asMatchPredicate())) {
            Path folder = folder(builds.resolve(number));
            for (String id : directories(folder, name -> true)) {
                Path run = folder.resolve(id);
                long bytes = Retention.bytes(run);
                if (bytes > 0) {
                    runs.computeIfAbsent(action(run), action -> new ArrayList<>())
                            .add(new StoredRun(number + SEPARATOR + id, run, lastWritten(run), bytes));
                }
            }
        }
        runs.values()
                .forEach(
                        list -> list.sort(Comparator.comparing(StoredRun::ended).reversed()));
        return runs;
    }

    /** The number of the build that a run of {@link #newestFirst} belongs to. */
    static int buildNumber(StoredRun run) {
        return Integer.parseInt(run.id().substring(0, run.id().indexOf(SEPARATOR)));
    }

    private static List<String> directories(Path parent, Predicate<String> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> entry.getFileName().toString())
                    .filter(wanted)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static String action(Path run) {
        try {
            RunMemo memo = RunMemo.load(run);
            return memo == null ? UNKNOWN_ACTION : memo.spec().action().toString();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the record of a run cannot be read: " + run);
            return UNKNOWN_ACTION;
        }
    }

    /** The time of the youngest file, which is the end of the run or shortly after. */
    private static Instant lastWritten(Path run) throws IOException {
        Instant last = Instant.EPOCH;
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.toList()) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                last = written.isAfter(last) ? written : last;
            }
        } catch (NoSuchFileException vanished) {
            LOGGER.log(Level.FINE, vanished, () -> "a file went while it was looked at: " + run);
        }
        return last;
    }
}
