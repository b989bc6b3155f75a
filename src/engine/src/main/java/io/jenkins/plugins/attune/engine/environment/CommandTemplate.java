package io.jenkins.plugins.attune.engine.environment;

import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.SearchPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns a command of a descriptor into one of this machine: templates are replaced, the interpreter's name becomes the
 * path of the one that was chosen, any other program is looked for on the build's {@code PATH}.
 */
final class CommandTemplate {
    private final Interpreter interpreter;
    private final String path;
    private final Map<String, String> values;

    CommandTemplate(Interpreter interpreter, String path, Map<String, String> values) {
        this.interpreter = interpreter;
        this.path = path;
        this.values = Map.copyOf(values);
    }

    List<String> fill(List<String> command) throws InstallFailure {
        List<String> filled = new ArrayList<>();
        for (String argument : command) {
            filled.add(fill(argument));
        }
        if (!filled.isEmpty()) {
            filled.set(0, program(filled.get(0)));
        }
        return filled;
    }

    String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    /**
     * What {@code python3} leads to where that is {@code python3.11}: what is built stays with it when the link is pointed
     * to the next version. A link of another name may lead to a program that is several in one.
     */
    private static Path lasting(Path program) throws InstallFailure {
        try {
            Path real = program.toRealPath();
            boolean same = real.getFileName()
                    .toString()
                    .startsWith(program.getFileName().toString());
            return same ? real : program;
        } catch (IOException e) {
            throw new InstallFailure(
                    "the interpreter " + program + " has gone: " + Reason.of(e), "Install it again, or another one.");
        }
    }

    private String program(String name) throws InstallFailure {
        if (name.equals(interpreter.launch().binary()) && interpreter.path() != null) {
            return lasting(Path.of(interpreter.path())).toString();
        }
        return new SearchPath(path)
                .find(name)
                .orElseThrow(() -> new InstallFailure(
                        "this machine has no " + name + ", which installs the dependencies",
                        "Install " + name + " on this machine."));
    }
}
