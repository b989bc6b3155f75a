package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say how a pack's dependencies are installed, the same for all commands that install. */
final class InstallOptions {
    @Option(
            names = "--index-url",
            paramLabel = "URL",
            description = "Index of Python packages. Default: what this machine is set up for.")
    @CheckForNull
    private String index;

    @Option(
            names = "--wheels",
            paramLabel = "DIR",
            description = "Install Python packages from this directory, and ask no index.")
    @CheckForNull
    private String wheels;

    @Option(
            names = "--constraints",
            paramLabel = "FILE",
            description = "Constraints for the versions of Python packages, as pip reads them.")
    @CheckForNull
    private String constraints;

    @Option(
            names = "--extra-requirement",
            paramLabel = "PACKAGE",
            description = "A package that the pack needs and does not name; may be repeated.")
    private List<String> extra = new ArrayList<>();

    @Option(names = "--install-scripts", description = "Let Node.js packages run scripts when they are installed.")
    private boolean scripts;

    @Option(
            names = "--interpreter",
            paramLabel = "PATH",
            description = "An interpreter, or a directory of interpreters, to look at first; may be repeated.")
    private List<String> interpreters = new ArrayList<>();

    @Option(
            names = "--installer",
            paramLabel = "NAME",
            description =
                    "What installs Python packages: pip, uv, or auto (the default): uv where this machine has it and "
                            + "nothing is set up for pip.")
    private InstallSettings.Installer installer = InstallSettings.Installer.AUTO;

    InstallSettings settings(Surroundings surroundings) throws UsageException {
        for (String path : interpreters) {
            if (!Files.exists(surroundings.resolve(path))) {
                throw new UsageException("--interpreter: there is no " + path, null);
            }
        }
        InstallSettings machine = InstallSettings.defaults();
        try {
            return machine.withSources(new InstallSettings.Sources(
                            index,
                            List.of(),
                            wheels == null ? null : surroundings.resolve(wheels).toString(),
                            null,
                            List.of()))
                    .withAdditions(new InstallSettings.Additions(extra, constraints(surroundings), scripts))
                    .withTools(new InstallSettings.Tools(
                            installer,
                            null,
                            interpreters.stream()
                                    .map(path -> surroundings.resolve(path).toString())
                                    .toList()));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--extra-requirement: " + e.getMessage(), null);
        }
    }

    private List<String> constraints(Surroundings surroundings) throws UsageException {
        if (constraints == null) {
            return List.of();
        }
        Path file = surroundings.resolve(constraints);
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UsageException("--constraints: " + constraints + " can't be read", null);
        }
    }
}
