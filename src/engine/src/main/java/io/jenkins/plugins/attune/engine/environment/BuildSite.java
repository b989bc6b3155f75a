package io.jenkins.plugins.attune.engine.environment;

import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything one build works with: what is asked for, where, and the means to start programs.
 */
record BuildSite(EnvironmentRequest request, Manifest manifest, Slot slot, Tools tools, BuildListener listener) {
    /** How many of the last lines of an installer are looked at for the reason of its failure. */
    private static final int LAST_LINES = 100;

    /** How programs are started, and where what they say goes. */
    record Tools(InstallerProcess process, BuildLog log, String path) {}

    Interpreter interpreter() {
        return request.runtime().interpreter();
    }

    /** The interpreter that is started in the environment. */
    String interpreterInside() {
        String inside = EnvironmentLayout.interpreter(slot.directory(), interpreter());
        String own = interpreter().path();
        return inside != null ? inside : own != null ? own : "";
    }

    CommandTemplate template() {
        Map<String, String> values = new HashMap<>();
        values.put("env_dir", slot.directory().toString());
        values.put("pack_dir", request.packDirectory().toString());
        values.put("manifest_path", manifestPath().toString());
        values.put("interpreter", interpreterInside());
        return new CommandTemplate(interpreter(), tools.path(), values);
    }

    Path manifestPath() {
        return request.packDirectory().resolve(manifest.name());
    }

    /** A file for an installer to read, in the private directory of the build. */
    Path write(String name, List<String> lines) throws IOException {
        return Files.write(slot.scratch().resolve(name), lines, StandardCharsets.UTF_8);
    }

    /** Starts a program in a directory; anything but success ends the build. */
    void run(String what, List<String> command, Path directory)
            throws IOException, InterruptedException, InstallFailure {
        int code = tools.process().run(command, directory, tools.log());
        if (code != 0) {
            List<String> said = tools.log().last(LAST_LINES + 1);
            throw new InstallFailure(
                    what + " ended with exit code " + code,
                    told(said.subList(0, Math.max(0, said.size() - 1))),
                    slot.root());
        }
    }

    /** What follows the command, where that is not further up. */
    private static List<String> told(List<String> said) {
        int command = 0;
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).startsWith("$ ")) {
                command = i + 1;
            }
        }
        return said.subList(command, said.size());
    }
}
