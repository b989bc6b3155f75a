package io.jenkins.plugins.attune.catalog;

import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.packs.LibraryPack;
import io.jenkins.plugins.attune.packs.PackLibrary;
import io.jenkins.plugins.attune.packs.PackShelf;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The packs of this controller at one moment; those of workspaces are known to their builds only. */
final class KnownPacks {
    private final PackShelf shelf;

    private KnownPacks(PackShelf shelf) {
        this.shelf = shelf;
    }

    static KnownPacks now() throws IOException {
        return new KnownPacks(PackLibrary.get().shelf());
    }

    /** What of the store could not be read, and why. */
    List<String> problems() {
        return shelf.problems();
    }

    /** Broken ones included, by name. */
    List<PackSummary> all() {
        return shelf.packs().stream()
                .sorted(Comparator.comparing(LibraryPack::name))
                .map(PackSummary::new)
                .toList();
    }

    /** @param wanted part of the name, the label or the description, in small or capital letters */
    List<PackSummary> matching(String wanted) {
        String part = wanted.toLowerCase(Locale.ROOT);
        return all().stream().filter(pack -> pack.matches(part)).toList();
    }

    Optional<PackSummary> find(String name) {
        return shelf.find(name).map(PackSummary::new);
    }

    Optional<ActionReport> find(ActionRef ref) {
        return find(ref.pack())
                .flatMap(pack -> pack.action(ref).map(action -> new ActionReport(pack, action, shelf.catalog())));
    }
}
