package io.jenkins.plugins.attune.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option {@code --packs}, the same for all commands that have it. */
final class PacksOption {
    private final List<String> directories = new ArrayList<>();

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--packs",
            paramLabel = "DIR",
            description = "A pack, or a directory that holds packs; may be repeated, the first pack of a name wins. "
                    + "Default: ./packs where there is one. Installed packs come next, the core pack last.")
    void setDirectories(List<String> named) {
        directories.clear();
        directories.addAll(named);
    }

    PackSources sources(Surroundings surroundings) throws UsageException {
        return PackSources.of(directories, store.packs(surroundings), surroundings);
    }
}
