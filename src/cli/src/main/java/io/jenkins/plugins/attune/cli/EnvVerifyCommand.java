package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.environment.EnvironmentStatus;
import io.jenkins.plugins.attune.engine.environment.Inventory;
import io.jenkins.plugins.attune.engine.environment.Removal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attune env verify}: finds environments that are not what they were when they were built. */
@Command(
        name = "verify",
        description = "Counts the files of every environment and compares them with what there was when it was built; "
                + "sees whether its interpreter is still there.",
        footer = {
            "@|bold Examples:|@",
            "  attune env verify",
            "  attune env verify --remove      the next run builds them anew",
        },
        exitCodeListHeading = "%n@|bold Exit codes|@%n",
        exitCodeList = {"0:all are whole", "1:some are not"})
final class EnvVerifyCommand extends AttuneCommand {
    @Option(names = "--remove", description = "Remove those that are damaged and not in use.")
    private boolean remove;

    EnvVerifyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        Path root = new RunDirectories(surroundings()).environments();
        Clock clock = Clock.systemUTC();
        List<EnvironmentStatus> broken = new Inventory(root, clock).verify();
        new EnvListing(broken).print(terminal(), clock.instant());
        for (EnvironmentStatus one : broken) {
            if (remove) {
                boolean gone = new Removal(root, clock).remove(one.id());
                terminal().notice(one.id() + (gone ? " removed" : " is in use, and stays"));
            }
        }
        return broken.isEmpty() ? ExitCodes.OK : ExitCodes.ENVIRONMENT_DAMAGED;
    }
}
