package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.run.PackRuntimes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
            for (RunRequest.Needed needed : PackRuntimes.of(catalog, pack)) {
                PackEnvironments.Wanted wanted =
                        new PackEnvironments.Wanted(pack, needed.descriptor(), needed.versions());
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
}
