package io.jenkins.plugins.attune.page;

import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a build that holds one directory for each run. */
record RunFolder(Path directory) {
    /** More runs than that are not listed, so that the page of a build which loops stays small. */
    static final int MAX_LISTED = 500;

    /**
     * Runs in the order of their start.
     *
     * @param unlisted how many older ones there are
     */
    public record Listing(List<RunLogs> runs, int unlisted) {
        public Listing {
            runs = List.copyOf(runs);
        }
    }

    Listing list(Run<?, ?> build) throws IOException {
        List<RunLogs> runs = new ArrayList<>();
        for (String id : ids()) {
            runs.add(run(build, id));
        }
        runs.sort(Comparator.comparing(RunLogs::getStarted).thenComparing(RunLogs::getId));
        int unlisted = Math.max(0, runs.size() - MAX_LISTED);
        return new Listing(runs.subList(unlisted, runs.size()), unlisted);
    }

    /** Compares with the names that are there, so that nothing a user sends ever becomes part of a path. */
    boolean contains(String id) throws IOException {
        return ids().contains(id);
    }

    RunLogs run(Run<?, ?> build, String id) throws IOException {
        return new RunLogs(build, directory, id, started(directory.resolve(id)));
    }

    private List<String> ids() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> entry.getFileName().toString())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** The record is written right before the start, and never again. */
    private static Instant started(Path run) throws IOException {
        try {
            return Files.getLastModifiedTime(run.resolve("run.json")).toInstant();
        } catch (NoSuchFileException none) {
            return Instant.EPOCH;
        }
    }
}
