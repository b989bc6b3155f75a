package io.jenkins.plugins.attune.engine.log;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Chooses the logs that a policy does not keep, and removes them, and records that are too old. */
public final class Retention {
    private static final Pattern LOG_FILE = Pattern.compile(".+\\.(log|gz|index|position|tmp)");

    private Retention() {}

    /** A file or directory that could not be deleted. */
    public record Leftover(Path path, String reason) {}

    /**
     * The runs whose logs go, the oldest first.
     *
     * <p>A run that has not ended never goes and is no version, but what it takes counts for the total. Where the total
     * is too high, all from there on back go, so that no older run outlives a younger one for being small.
     *
     * @param newestFirst all runs of one action
     */
    public static List<StoredRun> chosen(List<StoredRun> newestFirst, RetentionPolicy policy, Instant now) {
        Budget budget = new Budget(policy);
        newestFirst.stream().filter(StoredRun::running).forEach(run -> budget.bytes += run.bytes());
        List<StoredRun> chosen = new ArrayList<>();
        for (StoredRun run : newestFirst) {
            if (!run.running() && !(young(run, policy, now) && budget.keeps(run))) {
                chosen.add(run);
            }
        }
        Collections.reverse(chosen);
        return chosen;
    }

    /** Deletes the logs of runs, and their directories where nothing else is in them; tells what is left of them. */
    public static List<Leftover> apply(List<StoredRun> runs) {
        List<Leftover> leftovers = new ArrayList<>();
        for (StoredRun run : runs) {
            Path directory = run.directory();
            try {
                for (Path file : logFiles(directory)) {
                    delete(file, leftovers);
                }
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException kept) {
                // the record, or a file that was reported
            } catch (IOException e) {
                leftovers.add(new Leftover(directory, e.toString()));
            }
        }
        return leftovers;
    }

    /** Deletes the directory of a run that has no logs any more, with the files that are in it. */
    public static List<Leftover> removeRecord(StoredRun run) {
        List<Leftover> leftovers = new ArrayList<>();
        try {
            for (Path file : files(run.directory(), path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
                delete(file, leftovers);
            }
            Files.deleteIfExists(run.directory());
        } catch (IOException e) {
            leftovers.add(new Leftover(run.directory(), e.toString()));
        }
        return leftovers;
    }

    /** Bytes that the logs in a run's directory take on the disk; 0 where there is none. */
    public static long bytes(Path directory) throws IOException {
        long bytes = 0;
        for (Path file : logFiles(directory)) {
            try {
                bytes += Files.size(file);
            } catch (NoSuchFileException vanished) {
                // a segment that was packed meanwhile
            }
        }
        return bytes;
    }

    /** A list, because not every file system bears deletions during the walk; a run has few files. */
    private static List<Path> logFiles(Path directory) throws IOException {
        return files(directory, Retention::isLog);
    }

    private static List<Path> files(Path directory, DirectoryStream.Filter<Path> wanted) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isSymbolicLink(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, wanted)) {
            entries.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException absent) {
            return List.of();
        }
        return files;
    }

    private static boolean isLog(Path path) {
        return LOG_FILE.matcher(path.getFileName().toString()).matches()
                && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void delete(Path file, List<Leftover> leftovers) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            leftovers.add(new Leftover(file, e.toString()));
        }
    }

    private static boolean young(StoredRun run, RetentionPolicy policy, Instant now) {
        Instant ended = run.ended();
        return ended == null
                || policy.age() == null
                || !ended.plus(policy.age()).isBefore(now);
    }

    /** What is left of number and size, from the newest run on back. */
    private static final class Budget {
        private final RetentionPolicy policy;
        private long bytes;
        private int versions;

        Budget(RetentionPolicy policy) {
            this.policy = policy;
        }

        boolean keeps(StoredRun run) {
            versions++;
            bytes += run.bytes();
            return (policy.versions() == null || versions <= policy.versions())
                    && (policy.totalBytes() == null || bytes <= policy.totalBytes());
        }
    }
}
