package io.jenkins.plugins.attune.packs;

import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packs of this Jenkins at one moment: those installed, by name, and the core pack last. Immutable.
 *
 * <p>Their files are never changed, and stay for a day when another version takes their place. So a run goes on with
 * the packs it began with.
 */
public final class PackShelf {
    private final List<LibraryPack> packs;
    private final List<String> problems;
    private final PackArchive core;
    private final PackLoader loader;
    private final PackCatalog catalog;

    PackShelf(CorePack core, List<LibraryPack> installed, List<String> problems) {
        List<LibraryPack> all = new ArrayList<>(installed);
        all.add(new LibraryPack(core.loaded(), core.archive().hash(), null));
        this.packs = List.copyOf(all);
        this.problems = List.copyOf(problems);
        this.core = core.archive();
        this.loader = core.loader();
        this.catalog = catalog(List.of());
    }

    /** All of them, the broken ones included. */
    public List<LibraryPack> packs() {
        return packs;
    }

    /** What of the store could not be read, and why. */
    public List<String> problems() {
        return problems;
    }

    public PackCatalog catalog() {
        return catalog;
    }

    /** These before those of the shelf. */
    public PackCatalog catalog(List<LoadedPack> first) {
        List<LoadedPack> all = new ArrayList<>(first);
        packs.forEach(pack -> all.add(pack.loaded()));
        return new PackCatalog(all);
    }

    public Optional<LibraryPack> find(String ref) {
        return packs.stream().filter(pack -> pack.name().equals(ref)).findFirst();
    }

    /** The pack of the shelf that this one is; empty where it is another, though it may have the same name. */
    public Optional<LibraryPack> holding(Pack pack) {
        return packs.stream().filter(held -> held.loaded().pack() == pack).findFirst();
    }

    /** Makes sense of packs from elsewhere, which may use the runtimes of the core pack. */
    public PackLoader loader() {
        return loader;
    }

    /** Its files, to be brought to another machine; up to 64 MiB in memory for an installed one. */
    public PackArchive archive(LibraryPack pack) throws IOException {
        return pack.isCore()
                ? core
                : PackArchive.of(pack.name(), pack.hash(), Path.of(pack.loaded().location()));
    }
}
