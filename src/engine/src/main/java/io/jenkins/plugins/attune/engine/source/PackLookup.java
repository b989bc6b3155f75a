package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.UnknownPackException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds packs by their names: the first source that has one of the name is the only one asked, whatever the version.
 *
 * <p>So nobody can slip another pack under a name by offering a higher version further down; and a source that does not
 * answer is an error, not a reason to ask the next.
 */
public interface PackLookup {
    /** Empty where no source has a pack of that name. */
    Optional<Place> find(String ref) throws AttuneException, IOException, InterruptedException;

    /** @throws UnknownPackException where no source has it, or has it in another version only */
    Place require(PackSpec spec) throws AttuneException, IOException, InterruptedException;

    /**
     * Where one pack can be had.
     *
     * @param version null where nobody knows before it is fetched
     * @param origins in the order in which they are to be tried; at least one
     * @param index that offers it; empty where another source does
     */
    record Place(String ref, @CheckForNull String version, List<PackOrigin> origins, String index) {
        public Place {
            Objects.requireNonNull(ref);
            Objects.requireNonNull(index);
            origins = List.copyOf(origins);
        }
    }
}
