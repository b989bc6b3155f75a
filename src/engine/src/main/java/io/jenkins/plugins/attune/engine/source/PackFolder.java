package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads every pack of a directory; one that can't be read is there with the reason, and hurts no other.
 *
 * <p>For sources that belong to nobody in particular: what is counted, and how much, does not depend on their good will.
 */
public final class PackFolder {
    /** Most packs of one directory; what is over is told. */
    static final int MAX_PACKS = 1_000;

    private static final String RULE = "unreadable";

    private PackFolder() {}

    /**
     * The packs directly below a directory, by name.
     *
     * @throws NotDirectoryException where it is none
     */
    public static List<LoadedPack> read(Path folder, PackLoader loader) throws IOException {
        List<Path> directories = new ArrayList<>();
        List<LoadedPack> packs = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, PackRoot::isPack)) {
            for (Path child : children) {
                if (directories.size() == MAX_PACKS) {
                    packs.add(unreadable(folder, "it has more than " + MAX_PACKS + " packs; the others are left out"));
                    break;
                }
                directories.add(child);
            }
        }
        directories.sort(null);
        for (Path directory : directories) {
            packs.add(one(directory, loader));
        }
        return packs;
    }

    private static LoadedPack one(Path directory, PackLoader loader) {
        try {
            return loader.load(PackSnapshot.of(directory));
        } catch (IOException e) {
            return unreadable(directory, "the pack can't be read: " + EntryName.shown(e.toString()));
        }
    }

    private static LoadedPack unreadable(Path directory, String why) {
        Problem problem = new Problem(Severity.ERROR, "", 0, 0, RULE, why);
        String name = EntryName.shown(String.valueOf(directory.getFileName()));
        return new LoadedPack(directory.toString(), name, null, new TreeMap<>(), List.of(problem));
    }
}
