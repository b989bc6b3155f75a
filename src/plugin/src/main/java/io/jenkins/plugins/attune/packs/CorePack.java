package io.jenkins.plugins.attune.packs;

import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import java.io.IOException;
import java.util.List;

/** The pack that comes with the plugin: the archive, to be sent, and what is in it. */
record CorePack(PackArchive archive, LoadedPack loaded) {
    static final String NAME = "core";

    static CorePack read() throws IOException {
        PackArchive archive = PackArchive.core();
        return new CorePack(archive, new PackLoader(List.of()).load(archive.snapshot()));
    }

    /** Of packs that may use its runtimes. */
    PackLoader loader() {
        Pack pack = loaded.pack();
        if (pack == null) {
            throw new IllegalStateException("the core pack cannot be read: " + loaded.problems());
        }
        return new PackLoader(pack.runtimes());
    }
}
