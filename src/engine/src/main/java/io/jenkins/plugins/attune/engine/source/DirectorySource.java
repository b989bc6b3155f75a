package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory of this machine that is a pack, or holds packs; they are read once, when they are first needed. */
public final class DirectorySource implements PackSource {
    private final Path directory;
    private final PackLoader loader;

    @CheckForNull
    private List<PackLookup.Place> places;

    public DirectorySource(Path directory, PackLoader loader) {
        this.directory = directory;
        this.loader = loader;
    }

    @Override
    public String shown() {
        return directory.toString();
    }

    @Override
    public List<PackLookup.Place> all() throws SourceUnavailableException {
        List<PackLookup.Place> known = places;
        if (known == null) {
            try {
                known = read();
            } catch (IOException e) {
                throw new SourceUnavailableException(
                        "the directory can't be read: " + e, directory.toString(), null, e);
            }
            places = known;
        }
        return known;
    }

    /** A pack that can't be used is none of the offers; whoever asks for it is told that it is not there. */
    private List<PackLookup.Place> read() throws IOException {
        List<PackLookup.Place> found = new ArrayList<>();
        for (PackSnapshot snapshot : PackSnapshot.below(directory)) {
            LoadedPack loaded = loader.load(snapshot);
            Pack pack = loaded.pack();
            found.add(new PackLookup.Place(
                    loaded.name(),
                    pack == null ? null : pack.manifest().version(),
                    List.of(new PackOrigin.Directory(loaded.location())),
                    ""));
        }
        return found;
    }
}
