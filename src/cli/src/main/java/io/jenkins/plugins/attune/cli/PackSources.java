package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.InstalledPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directories packs are read from, in order; installed packs come after them, and the core pack last. */
final class PackSources {
    private static final String DEFAULT = "packs";

    private final List<Path> directories;
    private final InstalledPacks installed;
    private final CorePack core;

    private PackSources(List<Path> directories, InstalledPacks installed, CorePack core) {
        this.directories = directories;
        this.installed = installed;
        this.core = core;
    }

    static PackSources of(List<String> asked, InstalledPacks installed, Surroundings surroundings)
            throws UsageException {
        List<Path> directories = new ArrayList<>();
        for (String name : asked) {
            Path directory = surroundings.resolve(name);
            if (!Files.isDirectory(directory)) {
                throw new UsageException("there is no directory of packs " + name, null);
            }
            directories.add(directory);
        }
        Path usual = surroundings.resolve(DEFAULT);
        if (asked.isEmpty() && Files.isDirectory(usual)) {
            directories.add(usual);
        }
        return new PackSources(directories, installed, new CorePack());
    }

    CorePack core() {
        return core;
    }

    /** Every pack there is. */
    PackCatalog all() throws IOException {
        List<LoadedPack> packs = new ArrayList<>();
        for (Path directory : directories) {
            for (PackSnapshot snapshot : PackSnapshot.below(directory)) {
                packs.add(core.load(snapshot));
            }
        }
        for (InstalledPack pack : installed.list().packs()) {
            add(pack, packs);
        }
        packs.add(core.loaded());
        return new PackCatalog(packs);
    }

    /** What was removed from the store by hand is not there. */
    private void add(InstalledPack pack, List<LoadedPack> packs) throws IOException {
        Optional<Path> directory = installed.directory(pack);
        if (directory.isPresent()) {
            packs.add(core.load(PackSnapshot.of(directory.get())));
        }
    }

    /**
     * The packs that matter to one action, or else all of them: reading a pack takes longer than most actions run.
     *
     * <p>Where the action can't be found among few, the caller gets all, for the error to name what is close.
     */
    PackCatalog around(ActionRef ref) throws IOException {
        List<LoadedPack> packs = new ArrayList<>();
        for (Path directory : directories) {
            for (Path pack : packsBelow(directory)) {
                if (PackName.mayBe(pack, ref.pack())) {
                    packs.add(core.load(PackSnapshot.of(pack)));
                }
            }
        }
        Optional<InstalledPack> pack = installed.find(ref.pack());
        if (pack.isPresent()) {
            add(pack.get(), packs);
        }
        packs.add(core.loaded());
        boolean found = packs.stream()
                .anyMatch(loaded -> loaded.name().equals(ref.pack())
                        && loaded.pack() != null
                        && loaded.pack().actions().containsKey(ref));
        return found ? new PackCatalog(packs) : all();
    }

    private static List<Path> packsBelow(Path directory) throws IOException {
        if (PackName.isPack(directory)) {
            return List.of(directory);
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(PackName::isPack).sorted().toList();
        }
    }
}
