package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A pack's {@code pack.yaml}.
 *
 * @param version semantic version, as written
 * @param runtimeDeps runtimes the pack says it needs, as written
 * @param dependencies refs of other packs, perhaps with {@code @} and a range of versions
 * @param raw the whole document, unknown fields included; never changed
 */
public record PackManifest(
        String ref,
        Action.About about,
        String version,
        List<String> runtimeDeps,
        List<String> dependencies,
        ObjectNode raw) {
    public PackManifest {
        runtimeDeps = List.copyOf(runtimeDeps);
        dependencies = List.copyOf(dependencies);
    }
}
