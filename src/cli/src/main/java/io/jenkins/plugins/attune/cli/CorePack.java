package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The core pack that comes with this command: its descriptors serve every pack, its actions are always there.
 *
 * <p>It is read from its archive, and unpacked only where one of its actions runs. For one thread.
 */
final class CorePack {
    @CheckForNull
    private PackArchive archive;

    @CheckForNull
    private LoadedPack loaded;

    LoadedPack loaded() throws IOException {
        LoadedPack known = loaded;
        if (known == null) {
            known = new PackLoader(List.of()).load(archive().snapshot());
            loaded = known;
        }
        return known;
    }

    /** Reads a pack that may use the runtimes of this one. */
    LoadedPack load(PackSnapshot snapshot) throws IOException {
        LoadedPack read = new PackLoader(runtimes()).load(snapshot);
        Pack pack = read.pack();
        if (pack == null || !pack.ref().equals(loaded().name())) {
            return read;
        }
        return new LoadedPack(read.location(), read.name(), withRuntimes(pack), read.broken(), read.problems());
    }

    /** A core pack of the user's takes this one's place, and other packs still need the runtimes that it leaves out. */
    private Pack withRuntimes(Pack pack) throws IOException {
        List<RuntimeDescriptor> all = new ArrayList<>(pack.runtimes());
        all.addAll(runtimes());
        return new Pack(
                pack.location(),
                pack.manifest(),
                pack.actions(),
                all,
                pack.policies(),
                pack.unused(),
                pack.dependencyFiles(),
                pack.problems());
    }

    List<RuntimeDescriptor> runtimes() throws IOException {
        Pack pack = loaded().pack();
        if (pack == null) {
            throw new IOException("the core pack of this command is broken: " + loaded().problems());
        }
        return pack.runtimes();
    }

    boolean is(String location) throws IOException {
        return loaded().location().equals(location);
    }

    /** Its directory on this machine, which is made where need be. */
    Path installBelow(Path root) throws IOException {
        return archive().installBelow(root);
    }

    private PackArchive archive() throws IOException {
        PackArchive known = archive;
        if (known == null) {
            known = PackArchive.core();
            archive = known;
        }
        return known;
    }
}
