package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The environments of a pack that a machine is to have before a run needs them. Holds types of the JDK only, since agents
 * have nothing else.
 *
 * @param id unique on the machine; letters, digits and {@code -}
 * @param pack reference
 * @param runtimes of its actions, each with the versions that will do
 */
public record PreparationRequest(String id, String pack, List<RunRequest.Needed> runtimes, Place place)
        implements Serializable {
    public PreparationRequest {
        Objects.requireNonNull(id);
        Objects.requireNonNull(pack);
        Objects.requireNonNull(place);
        runtimes = List.copyOf(runtimes);
    }

    /**
     * Where, on the machine; absolute paths.
     *
     * @param directory of the pack
     * @param environments directory that holds the packs' environments
     * @param path as {@code PATH} has it; null for that of the machine
     * @param container whether the pack's actions run in a container, where no environment can be used
     */
    public record Place(
            String directory,
            String environments,
            @CheckForNull String path,
            InstallSettings install,
            boolean container)
            implements Serializable {}
}
