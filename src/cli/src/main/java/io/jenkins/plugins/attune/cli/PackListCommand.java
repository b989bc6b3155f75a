package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.InstalledPacks;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune pack list}: what is installed. */
@Command(
        name = "list",
        description = "Lists installed packs: name, version, the beginning of the hash of the content, and where it "
                + "came from.",
        footer = {
            "@|bold Examples:|@",
            "  attune pack list",
            "  attune pack list --json | jq -r '.packs[].hash'",
        })
final class PackListCommand extends AttuneCommand {
    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    PackListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        InstalledPacks installed = store.packs(surroundings());
        InstalledPacks.Listing listing = installed.list();
        InstalledPackLines lines = new InstalledPackLines(installed);
        if (json) {
            List<Map<String, Object>> packs =
                    listing.packs().stream().map(lines::toMap).toList();
            JsonOutput.write(terminal(), Map.of("packs", packs, "problems", listing.problems()));
            return ExitCodes.OK;
        }
        PrintStream out = terminal().text();
        for (InstalledPack pack : listing.packs()) {
            out.println(lines.line(pack));
        }
        out.println(listing.packs().size() + (listing.packs().size() == 1 ? " pack" : " packs"));
        out.flush();
        listing.problems().forEach(terminal()::warn);
        return ExitCodes.OK;
    }
}
