package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import io.jenkins.plugins.attune.engine.error.UnmetDependencyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packs of one installation, fetched and not yet installed, and what they still need. For one thread. */
final class InstallPlan implements AutoCloseable {
    /** Most packs of one installation: what is fetched lies on the disk until all are there. */
    private static final int MAX_PACKS = 100;

    private final InstalledPacks installed;
    private final Set<String> present;
    private final Map<String, Item> items = new LinkedHashMap<>();

    InstallPlan(InstalledPacks installed, Set<String> present) {
        this.installed = installed;
        this.present = present;
    }

    /** @param index that offered it, or empty */
    record Fetched(StagedPack pack, String index) {}

    /** @param requiredBy the pack that needs it; empty where it was asked for */
    record Item(StagedPack pack, String index, String requiredBy) {
        List<String> dependencies() {
            return pack.pack().manifest().dependencies();
        }
    }

    /** A pack that is missing. */
    record Need(PackSpec spec, String requiredBy) {}

    void add(Fetched fetched, String requiredBy) throws IOException, PackRefusedException {
        StagedPack pack = fetched.pack();
        if (present.contains(pack.ref())) {
            pack.close();
            throw new PackRefusedException(
                    "the pack is refused: '" + pack.ref() + "' is the name of a pack that is always there, and others"
                            + " rely on that one",
                    pack.pinned().origin().shown(),
                    null);
        }
        Item before = items.putIfAbsent(pack.ref(), new Item(pack, fetched.index(), requiredBy));
        if (before != null) {
            pack.close();
            if (!before.pack().hash().equals(pack.hash())) {
                throw new PackRefusedException(
                        "the pack '" + pack.ref() + "' was asked for twice, with different content",
                        pack.pinned().origin().shown(),
                        null);
            }
        }
        if (items.size() > MAX_PACKS) {
            throw new PackRefusedException("more than " + MAX_PACKS + " packs need each other", null, null);
        }
    }

    /** The first pack that one of the plan needs and nobody has. */
    Optional<Need> nextNeed() throws AttuneException, IOException {
        for (Item item : items.values()) {
            for (String written : item.dependencies()) {
                PackSpec spec = spec(item, written);
                if (isMissing(spec, item.pack().ref())) {
                    return Optional.of(new Need(spec, item.pack().ref()));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isMissing(PackSpec spec, String requiredBy) throws IOException, UnmetDependencyException {
        if (present.contains(spec.ref())) {
            return false;
        }
        Item planned = items.get(spec.ref());
        Optional<String> version = planned == null
                ? installed.find(spec.ref()).map(InstalledPack::version)
                : Optional.of(planned.pack().version());
        if (version.isPresent() && !spec.admits(version.get())) {
            throw new UnmetDependencyException(
                    "the pack '" + requiredBy + "' needs '" + spec + "', and version " + version.get() + " is "
                            + (planned == null ? "installed" : "to be installed"),
                    null,
                    "Ask for a version that fits: attune pack install " + spec);
        }
        return version.isEmpty();
    }

    private static PackSpec spec(Item item, String written) throws UnmetDependencyException {
        try {
            return PackSpec.parse(written);
        } catch (IllegalArgumentException e) {
            throw new UnmetDependencyException(
                    "the pack '" + item.pack().ref() + "' needs something that is no pack: " + e.getMessage(),
                    item.pack().pinned().origin().shown(),
                    null,
                    e);
        }
    }

    /** Those that others need first, so that no pack is ever there without them. */
    List<Item> inOrder() throws AttuneException, IOException {
        List<Item> ordered = new ArrayList<>();
        List<String> way = new ArrayList<>();
        for (Item item : items.values()) {
            visit(item.pack().ref(), way, ordered);
        }
        return ordered;
    }

    private void visit(String ref, List<String> way, List<Item> ordered) throws AttuneException, IOException {
        if (way.contains(ref)) {
            List<String> circle = new ArrayList<>(way.subList(way.indexOf(ref), way.size()));
            circle.add(ref);
            throw new UnmetDependencyException(
                    "packs need each other in a circle: " + String.join(" → ", circle), null, null);
        }
        Item item = items.get(ref);
        if (item != null && ordered.contains(item)) {
            return;
        }
        way.add(ref);
        for (String needed : dependencies(ref, item)) {
            visit(needed, way, ordered);
        }
        way.remove(way.size() - 1);
        if (item != null) {
            ordered.add(item);
        }
    }

    private List<String> dependencies(String ref, @CheckForNull Item item) throws IOException {
        List<String> written = item != null
                ? item.dependencies()
                : installed.find(ref).map(InstalledPack::dependencies).orElse(List.of());
        return written.stream()
                .map(text -> text.replaceFirst("@.*", ""))
                .filter(needed -> !present.contains(needed))
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (Item item : items.values()) {
            item.pack().close();
        }
    }
}
