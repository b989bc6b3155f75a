package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.environment.Inventory;
import io.jenkins.plugins.attune.engine.environment.Removal;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune env prune}: removes environments. */
@Command(
        name = "prune",
        description = "Removes environments that were not used for long, the least recently used ones above a size, "
                + "and what interrupted builds left. One that is in use stays.",
        footer = {
            "@|bold Examples:|@",
            "  attune env prune                   by the limits that always hold",
            "  attune env prune --max-age 7d",
            "  attune env prune 19d8cfe715ce      this one",
            "  attune env prune --all",
        })
final class EnvPruneCommand extends AttuneCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Environments to remove, as 'attune env list' shows them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that are not in use.")
    private boolean all;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = Quantities.SizeConverter.class,
            description = "Of all environments together. Default: 10GiB.")
    private Long maxSize = InstallSettings.Limits.DEFAULT_BYTES;

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            converter = Quantities.DurationConverter.class,
            description = "Since the last use, such as 12h or 7d. Default: 30d.")
    private Duration maxAge = InstallSettings.Limits.DEFAULT_AGE;

    EnvPruneCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException {
        Path root = new RunDirectories(surroundings()).environments();
        Clock clock = Clock.systemUTC();
        Removal removal = new Removal(root, clock);
        List<String> there =
                new Inventory(root, clock).list().stream().map(one -> one.id()).toList();
        for (String id : ids) {
            if (!there.contains(id)) {
                throw new UsageException("there is no environment " + id, "attune env list shows which there are.");
            }
        }
        List<String> asked = all ? there : ids;
        List<String> removed = new ArrayList<>();
        for (String id : asked) {
            if (removal.remove(id)) {
                removed.add(id);
            } else {
                terminal().warn(id + " is in use or being built, and stays");
            }
        }
        if (asked.isEmpty()) {
            removed.addAll(
                    removal.prune(new InstallSettings.Limits(InstallSettings.Limits.DEFAULT_BUILD, maxSize, maxAge)));
        }
        removed.forEach(id -> terminal().notice("removed " + id));
        terminal().notice(removed.size() + (removed.size() == 1 ? " environment" : " environments") + " removed");
        return ExitCodes.OK;
    }
}
