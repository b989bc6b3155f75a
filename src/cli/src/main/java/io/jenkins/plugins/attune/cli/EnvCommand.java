package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code attune env}: the environments of packs on this machine. */
@Command(
        name = "env",
        description = "Environments: each pack that names dependencies has its own, built by the first run that needs "
                + "it and kept in the user's cache directory.",
        footer = {
            "@|bold Examples:|@",
            "  attune env list                    what there is, its size and its last use",
            "  attune env build                   build what the packs in ./packs need",
            "  attune env prune --max-size 2GiB   remove what was not used for long",
            "  attune env verify                  find environments that were damaged",
        })
final class EnvCommand extends AttuneCommand implements CommandGroup {
    EnvCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public CommandLine withParts() {
        return new CommandLine(this)
                .addSubcommand("list", new EnvListCommand(surroundings()))
                .addSubcommand("build", new EnvBuildCommand(surroundings()))
                .addSubcommand("prune", new EnvPruneCommand(surroundings()))
                .addSubcommand("verify", new EnvVerifyCommand(surroundings()));
    }

    @Override
    public Integer call() throws AttuneException {
        throw new UsageException("a command is missing: list, build, prune, verify", "See 'attune env --help'.");
    }
}
