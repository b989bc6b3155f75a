package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune validate}: every problem of every pack, where an editor can jump to it. */
@Command(
        name = "validate",
        description = "Checks packs and reports every problem as file:line:column, so that an editor can jump to it. "
                + "Nothing of a pack is run.",
        footer = {
            "@|bold Examples:|@",
            "  attune validate                the packs in ./packs, or the pack in this directory",
            "  attune validate packs/mine     one pack",
            "  attune validate packs --json   for programs",
        },
        exitCodeListHeading = "%n@|bold Exit codes|@%n",
        exitCodeList = {"0:no errors (there may be warnings)", "64:there is no pack", "65:errors"})
final class ValidateCommand extends AttuneCommand {
    @Parameters(arity = "0..*", paramLabel = "DIR", description = "Packs, or directories that hold packs.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    ValidateCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException {
        ValidationReport report = new ValidationReport();
        CorePack core = new CorePack();
        for (String name : names.isEmpty() ? List.of(usual()) : names) {
            Path directory = surroundings().resolve(name);
            List<PackSnapshot> snapshots = Files.isDirectory(directory) ? PackSnapshot.below(directory) : List.of();
            if (snapshots.isEmpty()) {
                throw new UsageException("there is no pack in " + name, "A pack is a directory with a file pack.yaml.");
            }
            for (PackSnapshot snapshot : snapshots) {
                LoadedPack pack = core.load(snapshot);
                report.add(shown(name, directory, pack.location()), pack);
            }
        }
        if (json) {
            JsonOutput.write(terminal(), report.toMap());
        } else {
            report.print(terminal());
        }
        return report.errors() == 0 ? ExitCodes.OK : ExitCodes.BAD_PACK;
    }

    private String usual() {
        return Files.isDirectory(surroundings().resolve("packs")) ? "packs" : ".";
    }

    /** The place of a pack, written the way the user wrote the directory. */
    private static String shown(String name, Path directory, String location) {
        Path pack = Path.of(location);
        if (!pack.startsWith(directory)) {
            return location;
        }
        return Path.of(name).normalize().resolve(directory.relativize(pack)).toString();
    }
}
