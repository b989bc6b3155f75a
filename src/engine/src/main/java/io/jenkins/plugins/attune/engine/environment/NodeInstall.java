package io.jenkins.plugins.attune.engine.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Installs npm packages beside a copy of the pack's manifest: exactly what a lock file says, where there is one. */
final class NodeInstall {
    private final BuildSite site;

    NodeInstall(BuildSite site) {
        this.site = site;
    }

    /** Whether the descriptor's command is one of npm. */
    static boolean isNpm(List<String> command) {
        return command.size() > 1
                && command.get(0).equals("npm")
                && command.get(1).equals("install");
    }

    /** Puts manifest and lock where npm works; a configuration file of the pack stays behind. */
    static void copyManifest(BuildSite site) throws IOException {
        for (Map.Entry<String, byte[]> file : site.manifest().files().entrySet()) {
            Path copy = site.slot().directory().resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.write(copy, file.getValue());
        }
    }

    void run(List<String> declared) throws IOException, InterruptedException, InstallFailure {
        List<String> command = new ArrayList<>(site.template().fill(declared));
        if (site.manifest().isLocked()) {
            command.set(1, "ci");
        }
        addOptions(command);
        site.listener().phase("installing packages with npm " + command.get(1));
        if (site.manifest().asksForSomething()) {
            site.run("npm " + command.get(1), command, site.slot().directory());
        }
        List<String> extra = site.request().settings().additions().requirements();
        if (!extra.isEmpty()) {
            List<String> more = new ArrayList<>(List.of(
                    command.get(0),
                    "install",
                    "--prefix",
                    site.slot().directory().toString(),
                    "--no-save"));
            addOptions(more);
            more.addAll(extra);
            site.run("npm install", more, site.slot().directory());
        }
    }

    private void addOptions(List<String> command) {
        command.add("--omit=dev");
        if (!site.request().settings().additions().scripts()) {
            command.add("--ignore-scripts");
        }
    }
}
