package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune coverage}: how much of a collection of packs Jenkins can run, and why not the rest. */
@Command(
        name = "coverage",
        description = "Counts how many packs and actions can be run in Jenkins, how many can't, and why. Nothing of a "
                + "pack is run: what an action asks the platform for comes from a search of its sources, and "
                + "promises nothing.",
        footer = {
            "@|bold Examples:|@",
            "  attune coverage ~/packs",
            "  attune coverage --actions ~/packs",
            "  attune coverage ~/packs --json | jq '.total'",
        },
        exitCodeListHeading = "%n@|bold Exit codes|@%n",
        exitCodeList = {"0:counted, whatever came of it", "64:there is no pack"})
final class CoverageCommand extends AttuneCommand {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Packs, or directories that hold packs.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--actions", description = "Name each action with what becomes of it as well.")
    private boolean actions;

    @Option(names = "--json", description = "Print one JSON document instead; it names each action.")
    private boolean json;

    CoverageCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException {
        CorePack core = new CorePack();
        List<LoadedPack> packs = new ArrayList<>();
        for (String name : names) {
            Path directory = surroundings().resolve(name);
            List<PackSnapshot> snapshots = Files.isDirectory(directory) ? PackSnapshot.below(directory) : List.of();
            if (snapshots.isEmpty()) {
                throw new UsageException("there is no pack in " + name, "A pack is a directory with a file pack.yaml.");
            }
            for (PackSnapshot snapshot : snapshots) {
                packs.add(core.load(snapshot));
            }
        }
        packs.add(core.loaded());
        Coverage coverage = Coverage.of(new PackCatalog(packs), core);
        if (json) {
            JsonOutput.write(terminal(), coverage.toMap());
        } else {
            new CoveragePage(coverage).print(terminal(), actions);
        }
        return ExitCodes.OK;
    }
}
