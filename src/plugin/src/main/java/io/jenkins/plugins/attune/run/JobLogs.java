package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.attune.engine.log.Retention;
import io.jenkins.plugins.attune.engine.log.StoredRun;
import io.jenkins.plugins.attune.engine.pack.Action;
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

    /**
     * The runs of one action.
     *
     * @param newestFirst those that have logs; the one first that was written to last
     * @param retention what the action's file asked for in the last run; null where it asked for nothing
     */
    record ActionLogs(
            List<StoredRun> newestFirst, @CheckForNull Action.LogRetention retention) {}

    private record Found(StoredRun run, @CheckForNull RunMemo memo) {
        String action() {
            return memo == null ? UNKNOWN_ACTION : memo.spec().action().toString();
        }
    }

    /** All runs of the job that have logs, action by action. */
    static List<ActionLogs> byAction(Job<?, ?> job) throws IOException {
        Map<String, List<Found>> runs = new HashMap<>();
        for (StoredRun run : all(job)) {
            if (run.bytes() > 0) {
                Found found = new Found(run, memo(run.directory()));
                runs.computeIfAbsent(found.action(), action -> new ArrayList<>())
                        .add(found);
            }
        }
        return runs.values().stream().map(JobLogs::sorted).toList();
    }

    private static ActionLogs sorted(List<Found> found) {
        found.sort(Comparator.comparing((Found one) -> one.run().ended()).reversed());
        RunMemo last = found.get(0).memo();
        return new ActionLogs(
                found.stream().map(Found::run).toList(),
                last == null || last.bounds() == null ? null : last.bounds().retention());
    }

    /** The runs of which nothing but the record is left, and that since before a time. */
    static List<StoredRun> recordsBefore(Job<?, ?> job, Instant time) throws IOException {
        return all(job).stream()
                .filter(run -> run.bytes() == 0 && run.ended().isBefore(time))
                .toList();
    }

    private static List<StoredRun> all(Job<?, ?> job) throws IOException {
        List<StoredRun> runs = new ArrayList<>();
        Path builds = job.getBuildDir().toPath();
        for (String number : directories(builds, NUMBER.asMatchPredicate())) {
            Path folder = folder(builds.resolve(number));
            for (String id : directories(folder, name -> true)) {
                Path run = folder.resolve(id);
                runs.add(new StoredRun(number + SEPARATOR + id, run, lastWritten(run), Retention.bytes(run)));
            }
        }
        return runs;
    }

    /** The number of the build that a run belongs to. */
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

    @CheckForNull
    private static RunMemo memo(Path run) {
        try {
            return RunMemo.load(run);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the record of a run cannot be read: " + run);
            return null;
        }
    }

    /** The time of the youngest file, which is the end of the run or shortly after; of the directory where it is empty. */
    private static Instant lastWritten(Path run) throws IOException {
        Instant last = null;
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.toList()) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                last = last == null || written.isAfter(last) ? written : last;
            }
        } catch (NoSuchFileException vanished) {
            LOGGER.log(Level.FINE, vanished, () -> "a file went while it was looked at: " + run);
        }
        return last == null ? made(run) : last;
    }

    /** Whoever makes a directory writes into it next, and it must not go in between. */
    private static Instant made(Path run) throws IOException {
        try {
            return Files.getLastModifiedTime(run).toInstant();
        } catch (NoSuchFileException vanished) {
            return Instant.now(); // and is not looked at again
        }
    }
}
