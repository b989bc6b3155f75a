package io.jenkins.plugins.attune.packs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.PackOrigin;
import java.util.Objects;

/**
 * One pack of this Jenkins, usable or not.
 *
 * @param loaded with all that is wrong in it
 * @param hash of its content, in full
 * @param installed where it came from; null for the core pack, which comes with the plugin
 */
public record LibraryPack(
        LoadedPack loaded, String hash, @CheckForNull InstalledPack installed) {
    public LibraryPack {
        Objects.requireNonNull(loaded);
        Objects.requireNonNull(hash);
    }

    public String name() {
        return installed == null ? loaded.name() : installed.ref();
    }

    /** As its manifest has it; empty where there is none to be read. */
    public String version() {
        if (installed != null) {
            return installed.version();
        }
        Pack pack = loaded.pack();
        return pack == null ? "" : pack.manifest().version();
    }

    /** Whether it comes with the plugin. */
    public boolean isCore() {
        return installed == null;
    }

    /** Where it came from, for people; empty for the core pack. */
    public String origin() {
        return installed == null ? "" : installed.provenance().origin().shown();
    }

    /** Whether that is a path of the controller. */
    public boolean isOfDirectory() {
        return installed != null && installed.provenance().origin() instanceof PackOrigin.Directory;
    }
}
