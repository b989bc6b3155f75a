package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code attune env build}: builds environments before a run needs them. */
@Command(
        name = "build",
        description = "Builds the environments that the actions of packs need, unless they are there.",
        footer = {
            "@|bold Examples:|@",
            "  attune env build                       all packs in ./packs",
            "  attune env build aws vault             two of them",
            "  attune env build --wheels ./wheels     from a directory, without an index",
        },
        exitCodeListHeading = "%n@|bold Exit codes|@%n",
        exitCodeList = {"0:all are there", "64:there is no such pack", "69:some can't be built"})
final class EnvBuildCommand extends AttuneCommand {
    private static final Logger LOGGER = Logger.getLogger(EnvBuildCommand.class.getName());

    @Parameters(arity = "0..*", paramLabel = "PACK", description = "Reference of a pack. Default: all.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private PacksOption packs = new PacksOption();

    @Mixin
    private InstallOptions install = new InstallOptions();

    EnvBuildCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException, InterruptedException {
        PackSources sources = packs.sources(surroundings());
        PackCatalog catalog = sources.all();
        List<Pack> chosen = new ArrayList<>();
        for (Pack pack : catalog.packs()) {
            if (names.contains(pack.ref()) || names.isEmpty() && !sources.core().is(pack.location())) {
                chosen.add(pack);
            }
        }
        for (String name : names) {
            if (chosen.stream().noneMatch(pack -> pack.ref().equals(name))) {
                throw new UsageException("there is no pack " + name, "attune list shows which there are.");
            }
        }
        return build(catalog, chosen) ? ExitCodes.OK : ExitCodes.UNAVAILABLE;
    }

    private boolean build(PackCatalog catalog, List<Pack> chosen)
            throws IOException, InterruptedException, UsageException {
        PackEnvironments environments = new PackEnvironments(surroundings(), install.settings(surroundings()));
        ErrorReport errors = new ErrorReport(terminal(), false);
        boolean good = true;
        for (Pack pack : chosen) {
            for (PackEnvironments.Wanted wanted : wanted(catalog, pack)) {
                try (PackEnvironments.Prepared prepared = environments.prepare(wanted, true)) {
                    terminal()
                            .notice(pack.ref() + ", " + wanted + ": "
                                    + prepared.environment()
                                            .map(lease -> "ready in " + lease.directory())
                                            .orElse("needs no environment"));
                } catch (AttuneException e) {
                    errors.show(e, debug());
                    good = false;
                }
            }
        }
        return good;
    }

    /** What its actions ask for, each once; actions that can't run ask for nothing. */
    private static Set<PackEnvironments.Wanted> wanted(PackCatalog catalog, Pack pack) {
        Set<PackEnvironments.Wanted> all = new LinkedHashSet<>();
        for (Action action : pack.actions().values()) {
            try {
                ResolvedAction resolved = catalog.resolveRunnable(action.ref());
                all.add(new PackEnvironments.Wanted(
                        pack, resolved.runtime(), action.program().version()));
            } catch (AttuneException e) {
                LOGGER.log(Level.FINE, e, () -> action.ref() + " can't run");
            }
        }
        return all;
    }
}
