package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune keys}: of each pack, which keys it wants and what keeps its actions from running. */
@Command(
        name = "keys",
        description = "Tells of each pack how many of its actions can run, which keys they ask for, and what stands in "
                + "the way of the others. Remarks come from a search of the sources, and promise nothing.",
        footer = {
            "@|bold Examples:|@",
            "  attune keys --packs ~/packs",
            "  attune keys --json | jq '.total'",
        })
final class KeysCommand extends AttuneCommand {
    @Mixin
    private PacksOption packs = new PacksOption();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    KeysCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException {
        PackSources sources = packs.sources(surroundings());
        KeyTable table = KeyTable.of(sources.all(), sources.core());
        if (json) {
            JsonOutput.write(terminal(), table.toMap());
        } else {
            table.print(terminal());
        }
        return ExitCodes.OK;
    }
}
