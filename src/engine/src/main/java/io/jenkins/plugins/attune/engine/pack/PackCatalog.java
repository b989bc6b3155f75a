package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.error.ActionNotRunnableException;
import io.jenkins.plugins.attune.engine.error.InvalidPackException;
import io.jenkins.plugins.attune.engine.error.UnknownActionException;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The packs at hand, in the order of their sources: the first pack of a reference wins.
 *
 * <p>That holds for a broken one too: to run another in its stead would hide the break. Immutable.
 */
public final class PackCatalog {
    /** The pack whose runtime descriptors every other pack may use. */
    private static final String CORE = "core";

    private final List<LoadedPack> loaded;
    private final Map<String, LoadedPack> byName = new LinkedHashMap<>();
    private final List<LoadedPack> shadowed = new ArrayList<>();
    private final TreeMap<String, Pack> packs = new TreeMap<>();

    public PackCatalog(List<LoadedPack> loaded) {
        this.loaded = List.copyOf(loaded);
        for (LoadedPack candidate : loaded) {
            if (byName.putIfAbsent(candidate.name(), candidate) != null) {
                shadowed.add(candidate);
            } else if (candidate.pack() != null) {
                packs.put(candidate.name(), candidate.pack());
            }
        }
    }

    /**
     * Finds an action, runnable or not.
     *
     * @throws ActionNotRunnableException where nobody at hand describes its runner
     */
    public ResolvedAction resolve(ActionRef ref)
            throws UnknownActionException, InvalidPackException, ActionNotRunnableException {
        LoadedPack found = byName.get(ref.pack());
        if (found == null) {
            throw CatalogErrors.unknownPack(ref, this);
        }
        Pack pack = found.pack();
        if (pack == null) {
            throw CatalogErrors.brokenPack(found);
        }
        Action action = pack.actions().get(ref);
        if (action != null) {
            return resolve(pack, action);
        }
        String file = found.broken().get(ref.name());
        if (file == null) {
            throw CatalogErrors.unknownAction(ref, found, this);
        }
        Optional<ActionNotRunnableException> foreign = CatalogErrors.foreignRunner(ref, found, file);
        if (foreign.isPresent()) {
            throw foreign.get();
        }
        throw CatalogErrors.brokenAction(ref, found, file);
    }

    /** Finds an action that may be started. */
    public ResolvedAction resolveRunnable(ActionRef ref)
            throws UnknownActionException, InvalidPackException, ActionNotRunnableException {
        return resolve(ref).requireRunnable();
    }

    private ResolvedAction resolve(Pack pack, Action action) throws ActionNotRunnableException {
        boolean workflow = action.program().workflowFile() != null;
        RuntimeDescriptor runtime = workflow
                ? RuntimeDescriptor.none()
                : runtime(pack, action, action.program().runner());
        Map<String, RuntimeDescriptor> required = new TreeMap<>();
        for (String name : action.program().requiredRuntimes().keySet()) {
            required.put(name, runtime(pack, action, name));
        }
        return new ResolvedAction(pack, action, runtime, required);
    }

    private RuntimeDescriptor runtime(Pack pack, Action action, String name) throws ActionNotRunnableException {
        Pack core = packs.get(CORE);
        Runtimes runtimes = Runtimes.of(pack.runtimes(), core == null ? List.of() : core.runtimes());
        return runtimes.find(name)
                .orElseThrow(() -> new ActionNotRunnableException(
                        "the action '" + action.ref() + "' needs the runtime '" + name
                                + "', and no pack at hand describes it; " + runtimes.shown(),
                        pack.location() + "/" + action.file(),
                        null));
    }

    /** The usable packs, by reference. */
    public Collection<Pack> packs() {
        return Collections.unmodifiableCollection(packs.values());
    }

    /** The usable actions of all packs, by reference. */
    public List<Action> actions() {
        return packs.values().stream()
                .flatMap(pack -> pack.actions().values().stream())
                .toList();
    }

    /** Packs left out because one of the same reference came before. */
    public List<LoadedPack> shadowed() {
        return Collections.unmodifiableList(shadowed);
    }

    /** Everything the catalogue was made of, in order, broken packs included. */
    public List<LoadedPack> loaded() {
        return loaded;
    }
}
