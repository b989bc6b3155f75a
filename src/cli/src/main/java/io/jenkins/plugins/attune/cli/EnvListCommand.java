package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.environment.Inventory;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attune env list}: what environments there are. */
@Command(
        name = "list",
        description = "Lists environments, the last used first: id, state, size, last use, pack, interpreter.",
        footer = {
            "@|bold Examples:|@",
            "  attune env list",
            "  attune env list --json | jq '.environments[].bytes'",
        })
final class EnvListCommand extends AttuneCommand {
    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    EnvListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        Clock clock = Clock.systemUTC();
        EnvListing listing =
                new EnvListing(new Inventory(new RunDirectories(surroundings()).environments(), clock).list());
        if (json) {
            JsonOutput.write(terminal(), Map.of("environments", listing.toMaps()));
        } else {
            listing.print(terminal(), clock.instant());
        }
        return ExitCodes.OK;
    }
}
