package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.source.InstalledPacks;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/** The option {@code --store}, the same for all commands that have it. */
final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Where packs are installed. Default: the variable ATTUNE_STORE, else attune/packs below "
                    + "XDG_DATA_HOME or ~/.local/share.")
    @CheckForNull
    private String directory;

    Path root(Surroundings surroundings) {
        String named = directory == null ? surroundings.variable("ATTUNE_STORE") : directory;
        return named == null ? new RunDirectories(surroundings).packs() : surroundings.resolve(named);
    }

    InstalledPacks packs(Surroundings surroundings) {
        return new InstalledPacks(root(surroundings), Clock.systemUTC());
    }
}
