package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pack that could be read, with what is wrong in it.
 *
 * @param location the pack's directory on the machine whose files were read
 * @param actions the usable ones, by reference
 * @param runtimes the descriptors the pack adds
 * @param policies the usable ones, in the order of their files
 * @param unused other Attune content: directory name to number of files, listed and never run
 * @param dependencyFiles of {@code requirements.txt}, {@code package.json} and so on: path below the pack to content
 * @param problems everything wrong, sorted; an action with an error is not among {@code actions}
 */
public record Pack(
        String location,
        PackManifest manifest,
        SortedMap<ActionRef, Action> actions,
        List<RuntimeDescriptor> runtimes,
        List<PackPolicy> policies,
        SortedMap<String, Integer> unused,
        SortedMap<String, String> dependencyFiles,
        List<Problem> problems) {
    public Pack {
        actions = Collections.unmodifiableSortedMap(new TreeMap<>(actions));
        runtimes = List.copyOf(runtimes);
        policies = List.copyOf(policies);
        unused = Collections.unmodifiableSortedMap(new TreeMap<>(unused));
        dependencyFiles = Collections.unmodifiableSortedMap(new TreeMap<>(dependencyFiles));
        problems = problems.stream().sorted().toList();
    }

    public String ref() {
        return manifest.ref();
    }
}
