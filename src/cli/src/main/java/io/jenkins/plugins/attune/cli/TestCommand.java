package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code attune test}: runs the tests that packs declare. */
@Command(
        name = "test",
        description =
                "Runs the tests that packs declare in the section 'testing' of pack.yaml, each with the "
                        + "interpreter, the packages and the clean environment that the pack's actions get. Types: unittest, pytest, script.",
        footer = {
            "@|bold Examples:|@",
            "  attune test                   the packs in ./packs, or the pack in this directory",
            "  attune test packs/mine        one pack",
        },
        exitCodeListHeading = "%n@|bold Exit codes|@%n",
        exitCodeList = {"0:all passed", "1:some failed, or could not be run", "64:there is no pack"})
final class TestCommand extends AttuneCommand {
    @Parameters(arity = "0..1", paramLabel = "DIR", description = "A pack, or a directory that holds packs.")
    private String name = "";

    @Mixin
    private InstallOptions install = new InstallOptions();

    TestCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException, InterruptedException {
        String chosen =
                !name.isEmpty() ? name : Files.isDirectory(surroundings().resolve("packs")) ? "packs" : ".";
        Path directory = surroundings().resolve(chosen);
        List<PackSnapshot> snapshots = Files.isDirectory(directory) ? PackSnapshot.below(directory) : List.of();
        if (snapshots.isEmpty()) {
            throw new UsageException("there is no pack in " + chosen, "A pack is a directory with a file pack.yaml.");
        }
        CorePack core = new CorePack();
        PackEnvironments environments = new PackEnvironments(surroundings(), install.settings(surroundings()));
        TestReport report = new TestReport(terminal());
        for (PackSnapshot snapshot : snapshots) {
            LoadedPack pack = core.load(snapshot);
            new PackTests(surroundings(), core.runtimes(), environments, report).run(pack);
        }
        report.summary();
        return report.failed() ? ExitCodes.TESTS_FAILED : ExitCodes.OK;
    }
}
