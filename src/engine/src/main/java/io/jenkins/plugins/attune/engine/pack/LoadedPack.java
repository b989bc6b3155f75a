package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of reading one pack's directory.
 *
 * @param location the pack's directory on the machine whose files were read
 * @param name the pack's reference as far as its manifest tells it, else the directory's name
 * @param pack null only where {@code pack.yaml} itself is unusable
 * @param broken the actions that have errors, by the name they go by as far as it can be told, with their file
 * @param problems everything wrong in any of its files, sorted
 */
public record LoadedPack(
        String location,
        String name,
        @CheckForNull Pack pack,
        SortedMap<String, String> broken,
        List<Problem> problems) {
    public LoadedPack {
        Objects.requireNonNull(location);
        Objects.requireNonNull(name);
        broken = Collections.unmodifiableSortedMap(new TreeMap<>(broken));
        problems = problems.stream().sorted().toList();
    }

    /** Whether anything in the pack can't be used. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
