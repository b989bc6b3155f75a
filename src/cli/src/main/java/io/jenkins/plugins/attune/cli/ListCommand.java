package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune list}: the packs and actions at hand. */
@Command(
        name = "list",
        description = "Lists packs with their version and directory, and their actions.",
        footer = {
            "@|bold Examples:|@",
            "  attune list",
            "  attune list --packs ~/packs",
            "  attune list --json | jq -r '.packs[].actions[].ref'",
        })
final class ListCommand extends AttuneCommand {
    @Mixin
    private PacksOption packs = new PacksOption();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    ListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException {
        PackSources sources = packs.sources(surroundings());
        PackListing listing = PackListing.of(sources.all(), sources.core(), surroundings());
        if (json) {
            JsonOutput.write(terminal(), listing.toMap());
        } else {
            listing.print(terminal());
        }
        return ExitCodes.OK;
    }
}
