package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.InstalledPacks;
import io.jenkins.plugins.attune.engine.source.PackSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code attune pack remove}: removes installed packs. */
@Command(
        name = "remove",
        description = "Removes installed packs and their files. Environments stay until 'attune env prune'.",
        footer = {"@|bold Examples:|@", "  attune pack remove github"})
final class PackRemoveCommand extends AttuneCommand {
    @Parameters(arity = "1..*", paramLabel = "PACK", description = "Names of installed packs.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private StoreOption store = new StoreOption();

    PackRemoveCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException {
        InstalledPacks installed = store.packs(surroundings());
        for (String name : names) {
            if (!isRemoved(installed, name)) {
                throw new UsageException(
                        "there is no installed pack " + name, "attune pack list shows which there are.");
            }
            terminal().notice("removed " + name);
        }
        for (InstalledPack pack : installed.list().packs()) {
            for (String needed : pack.dependencies()) {
                if (names.contains(needed.replaceFirst("@.*", ""))) {
                    terminal().warn("the pack " + pack.ref() + " needs " + needed + ", which is gone");
                }
            }
        }
        return ExitCodes.OK;
    }

    private static boolean isRemoved(InstalledPacks installed, String name) throws UsageException, IOException {
        try {
            return installed.remove(new PackSpec(name, null).ref());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), null);
        }
    }
}
