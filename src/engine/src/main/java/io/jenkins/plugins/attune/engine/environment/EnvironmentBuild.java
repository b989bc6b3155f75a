package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Builds one environment at its place, by the commands of its runtime's descriptor; its caller holds the key's lock and
 * clears up where this fails.
 */
final class EnvironmentBuild {
    private final BuildMeans means;
    private final EnvironmentRequest request;
    private final Manifest manifest;
    private final Slot slot;
    private final BuildListener listener;

    EnvironmentBuild(
            BuildMeans means, EnvironmentRequest request, Manifest manifest, Slot slot, BuildListener listener) {
        this.means = means;
        this.request = request;
        this.manifest = manifest;
        this.slot = slot;
        this.listener = listener;
    }

    /**
     * Builds it, and writes the marker last.
     *
     * @param key whole, for the marker
     * @param buildId carried by every program that is started
     */
    void run(EnvironmentKey key, String buildId, BuildAbort abort, InstallerCredentials credentials)
            throws IOException, InterruptedException, InstallFailure {
        long begun = System.nanoTime();
        makeScratch();
        List<InstallerCredential> passwords = credentials.read();
        try {
            Map<String, String> variables = InstallerVariables.of(means.machine(), slot, interpreterDirectory());
            InstallerFiles files =
                    new InstallerFiles(slot.scratch(), request.settings().sources(), passwords, means.machine());
            files.write(variables);
            try (BuildLog log = new BuildLog(slot.log(), files.redaction())) {
                log.say("environment " + slot.id() + " of pack " + request.pack() + " for "
                        + request.runtime().shown());
                InstallerProcess process =
                        new InstallerProcess(buildId, variables, means.marks(), means.executor(), abort);
                BuildSite.Tools tools = new BuildSite.Tools(process, log, variables.get("PATH"));
                build(new BuildSite(request, manifest, slot, tools, listener));
                abort.check();
                // Whatever an installer left running would go on writing into what is ready.
                means.marks().kill(buildId);
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                log.say("ready after " + millis + " ms");
                mark(key, millis);
            }
        } finally {
            passwords.forEach(InstallerCredential::wipe);
            Trees.delete(slot.scratch());
        }
    }

    private void build(BuildSite site) throws IOException, InterruptedException, InstallFailure {
        Launch launch = site.interpreter().launch();
        Files.createDirectories(slot.directory());
        listener.phase("creating for " + request.runtime().shown());
        if (EnvironmentLayout.isKind(site.interpreter(), EnvironmentLayout.NODE_MODULES)) {
            NodeInstall.copyManifest(site);
        }
        if (launch.environment() != null
                && !launch.environment().createCommand().isEmpty()) {
            List<String> create = site.template().fill(launch.environment().createCommand());
            site.run("the creation of the environment", create, slot.scratch());
        }
        String inside = EnvironmentLayout.interpreter(slot.directory(), site.interpreter());
        if (inside != null && !Files.isExecutable(Path.of(inside))) {
            throw new InstallFailure(
                    "the environment has no interpreter " + inside,
                    "See in the log what the creation of the environment said.");
        }
        boolean wanted = manifest.asksForSomething()
                || !request.settings().additions().requirements().isEmpty();
        if (wanted && launch.dependencies() != null) {
            install(site, launch.dependencies().installCommand());
        }
    }

    private void install(BuildSite site, List<String> command)
            throws IOException, InterruptedException, InstallFailure {
        if (PythonInstall.isPip(command)) {
            new PythonInstall(site, means.machine()).run(command);
        } else if (NodeInstall.isNpm(command)) {
            new NodeInstall(site).run(command);
        } else if (!command.isEmpty()) {
            if (!request.settings().additions().requirements().isEmpty()) {
                throw new InstallFailure(
                        "extra requirements are known for pip and npm only",
                        "Take the extra requirements of this pack out of the configuration.");
            }
            listener.phase("installing packages with " + command.get(0));
            site.run(command.get(0), site.template().fill(command), request.packDirectory());
        }
    }

    private void mark(EnvironmentKey key, long millis) throws IOException {
        String interpreter = request.runtime().interpreter().path();
        new ReadyMarker(
                        key.full(),
                        request.pack(),
                        request.runtime().shown(),
                        interpreter == null ? "" : interpreter,
                        new ReadyMarker.Built(means.clock().millis(), millis, Footprint.of(slot)))
                .write(slot.marker());
        Files.setLastModifiedTime(slot.marker(), FileTime.from(means.clock().instant()));
    }

    @CheckForNull
    private Path interpreterDirectory() {
        String path = request.runtime().interpreter().path();
        return path == null ? null : Path.of(path).getParent();
    }

    /** Of this user alone, since passwords are put there. */
    private void makeScratch() throws IOException {
        Trees.delete(slot.scratch());
        Files.createDirectories(slot.scratch());
        if (Files.getFileStore(slot.scratch()).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(slot.scratch(), PosixFilePermissions.fromString("rwx------"));
        }
    }
}
