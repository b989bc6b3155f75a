package io.jenkins.plugins.attune.packs;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.InstalledPacks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * What is installed on this controller, in {@code attune/packs} of its home directory, and the core pack.
 *
 * <p>Read once, by whoever asks first while others wait for it, and again by whoever installs or removes a pack, while
 * others are given what was there before. So asking touches no disk but the first time.
 */
@Extension
public final class PackLibrary {
    private static final Logger LOGGER = Logger.getLogger(PackLibrary.class.getName());

    private final InstalledPacks installed;
    private final Path store;

    /** Done, or being read; null before anybody asked. */
    private final AtomicReference<FutureTask<PackShelf>> current = new AtomicReference<>();

    public PackLibrary() {
        store = Jenkins.get().getRootDir().toPath().resolve("attune").resolve("packs");
        installed = new InstalledPacks(store, Clock.systemUTC());
    }

    public static PackLibrary get() {
        return ExtensionList.lookupSingleton(PackLibrary.class);
    }

    /** The packs that any job can use, as far as it is allowed to. */
    public PackCatalog catalog() throws IOException {
        return shelf().catalog();
    }

    /** The packs with where they came from. */
    public PackShelf shelf() throws IOException {
        FutureTask<PackShelf> known = current.get();
        if (known == null) {
            FutureTask<PackShelf> reading = new FutureTask<>(this::read);
            known = current.compareAndExchange(null, reading);
            if (known == null) {
                known = reading;
                reading.run();
            }
        }
        return result(known);
    }

    /** To be called after each change of the store, by the only thread that changes it. */
    void reload() throws IOException {
        FutureTask<PackShelf> reading = new FutureTask<>(this::read);
        reading.run();
        PackShelf now = result(reading);
        current.set(reading);
        LOGGER.log(Level.FINE, "there are {0} packs", now.packs().size());
    }

    private PackShelf result(FutureTask<PackShelf> reading) throws IOException {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            current.compareAndSet(reading, null);
            throw new IOException("the packs of this Jenkins can't be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the packs of this Jenkins are read", e);
        }
    }

    InstalledPacks installed() {
        return installed;
    }

    Path store() {
        return store;
    }

    private PackShelf read() throws IOException {
        CorePack core = CorePack.read();
        PackLoader loader = core.loader();
        InstalledPacks.Listing listing = installed.list();
        List<LibraryPack> packs = new ArrayList<>();
        for (InstalledPack pack : listing.packs()) {
            packs.add(new LibraryPack(load(pack, loader), pack.hash(), pack));
        }
        return new PackShelf(core, packs, listing.problems());
    }

    /** A pack that can't be read is there all the same, with the reason. */
    private LoadedPack load(InstalledPack pack, PackLoader loader) {
        Optional<Path> directory = installed.directory(pack);
        if (directory.isEmpty()) {
            return unusable(pack, store, "somebody removed its files from the store; install it again");
        }
        try {
            return renamed(loader.load(PackSnapshot.of(directory.get())), pack);
        } catch (IOException e) {
            return unusable(pack, directory.get(), "its files can't be read: " + e);
        }
    }

    /** Under the name by which it was installed, whatever has become of its files. */
    private static LoadedPack renamed(LoadedPack loaded, InstalledPack pack) {
        return loaded.name().equals(pack.ref())
                ? loaded
                : unusable(pack, Path.of(loaded.location()), "its files are not those that were installed");
    }

    private static LoadedPack unusable(InstalledPack pack, Path place, String why) {
        Problem problem = new Problem(Severity.ERROR, "pack.yaml", 0, 0, "pack-unreadable", why);
        return new LoadedPack(place.toString(), pack.ref(), null, new TreeMap<>(), List.of(problem));
    }
}
