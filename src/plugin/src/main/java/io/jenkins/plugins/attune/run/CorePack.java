package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import java.io.IOException;
import java.util.List;

/** The pack that comes with the plugin, read once for all runs. */
@Extension
public final class CorePack {
    @CheckForNull
    private Content content;

    /** The archive, to be sent, and what is in it. */
    record Content(PackArchive archive, LoadedPack loaded) {
        Pack pack() {
            Pack pack = loaded.pack();
            if (pack == null) {
                throw new IllegalStateException("the core pack cannot be read: " + loaded.problems());
            }
            return pack;
        }
    }

    static CorePack get() {
        return ExtensionList.lookupSingleton(CorePack.class);
    }

    synchronized Content content() throws IOException {
        Content known = content;
        if (known == null) {
            PackArchive archive = PackArchive.core();
            known = new Content(archive, new PackLoader(List.of()).load(archive.snapshot()));
            content = known;
        }
        return known;
    }

    /** Its actions alone, for the checks of a form. */
    public static PackCatalog catalog() throws IOException {
        return new PackCatalog(List.of(get().content().loaded()));
    }
}
