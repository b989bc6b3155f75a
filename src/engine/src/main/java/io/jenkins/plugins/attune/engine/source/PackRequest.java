package io.jenkins.plugins.attune.engine.source;

import java.util.Objects;

/** One pack that somebody asks for. */
public sealed interface PackRequest {
    /** As people read it. */
    String shown();

    /** By its name, from the indexes. */
    record Named(PackSpec spec) implements PackRequest {
        public Named {
            Objects.requireNonNull(spec);
        }

        @Override
        public String shown() {
            return spec.toString();
        }
    }

    /** From where it says. */
    record At(PackOrigin origin) implements PackRequest {
        public At {
            Objects.requireNonNull(origin);
        }

        @Override
        public String shown() {
            return origin.shown();
        }
    }

    /** The very same as was installed before, here or elsewhere. */
    record Pinned(InstalledPack pack) implements PackRequest {
        public Pinned {
            Objects.requireNonNull(pack);
        }

        @Override
        public String shown() {
            return pack.ref() + "@" + pack.version();
        }
    }
}
