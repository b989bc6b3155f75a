package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Objects;

/** One place that one pack can be had from. */
public sealed interface PackOrigin {

    /** As people read it. */
    String shown();

    /**
     * A file that a server hands out: zip, tar or tar.gz.
     *
     * @param checksum of the file's bytes; without one there is no telling what comes
     */
    record Archive(String url, Sha256 checksum) implements PackOrigin {
        public Archive {
            Objects.requireNonNull(url);
            Objects.requireNonNull(checksum);
        }

        @Override
        public String shown() {
            return UrlRules.shown(url);
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /**
     * A repository of git.
     *
     * @param ref branch, tag or commit; only a full commit says what comes
     * @param checksum of the files, as {@link ContentChecksum} makes it; null where nobody promised one
     */
    record Git(String url, String ref, @CheckForNull Sha256 checksum) implements PackOrigin {
        public Git {
            Objects.requireNonNull(url);
            Objects.requireNonNull(ref);
        }

        @Override
        public String shown() {
            return UrlRules.shown(url) + " at " + ref;
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /**
     * A directory of this machine, whose present content is copied.
     *
     * @param path absolute
     */
    record Directory(String path) implements PackOrigin {
        public Directory {
            Objects.requireNonNull(path);
        }

        @Override
        public String shown() {
            return path;
        }
    }
}
