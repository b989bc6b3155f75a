package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.util.Collection;
import java.util.List;

/**
 * Makes sense of a pack's files and reports every problem in them in one go; bad content never makes it throw.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class PackLoader {
    private final List<RuntimeDescriptor> builtIn;

    /** @param builtIn descriptors every pack may use besides its own: those of the core pack */
    public PackLoader(Collection<RuntimeDescriptor> builtIn) {
        this.builtIn = List.copyOf(builtIn);
    }

    public LoadedPack load(PackSnapshot snapshot) {
        return new PackReading(snapshot, builtIn).read();
    }
}
