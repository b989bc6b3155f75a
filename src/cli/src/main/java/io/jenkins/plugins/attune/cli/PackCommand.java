package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code attune pack}: packs of others, installed on this machine. */
@Command(
        name = "pack",
        description = "Installed packs: fetched from an index, a repository or an archive, checked, and kept in the "
                + "store of this user. Nothing of a pack is run on the way.",
        footer = {
            "@|bold Examples:|@",
            "  attune pack install github         from the public index",
            "  attune pack list                   what is installed, and from where",
            "  attune pack outdated               what is newer elsewhere; takes nothing",
            "  attune pack remove github",
        })
final class PackCommand extends AttuneCommand implements CommandGroup {
    PackCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public CommandLine withParts() {
        return new CommandLine(this)
                .addSubcommand("install", new PackInstallCommand(surroundings()))
                .addSubcommand("list", new PackListCommand(surroundings()))
                .addSubcommand("outdated", new PackOutdatedCommand(surroundings()))
                .addSubcommand("remove", new PackRemoveCommand(surroundings()));
    }

    @Override
    public Integer call() throws AttuneException {
        throw new UsageException("a command is missing: install, list, outdated, remove", "See 'attune pack --help'.");
    }
}
