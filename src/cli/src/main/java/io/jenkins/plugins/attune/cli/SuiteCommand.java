package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says which command runs a suite of tests; nothing of it is ever read by a shell. */
final class SuiteCommand {
    private SuiteCommand() {}

    /** @throws UsageException where the type is not supported, or the entry point is not in the pack */
    static List<String> of(TestPlan.Suite suite, Interpreter interpreter, Path pack) throws UsageException {
        Path entry = pack.resolve(suite.entryPoint()).normalize();
        if (suite.entryPoint().isEmpty() || !entry.startsWith(pack) || !Files.exists(entry)) {
            throw new UsageException("its entry point is not in the pack: " + suite.entryPoint(), null);
        }
        List<String> command = new ArrayList<>();
        if (interpreter.path() != null) {
            command.add(interpreter.path());
            command.addAll(interpreter.launch().args());
        }
        String relative = pack.relativize(entry).toString();
        switch (suite.type()) {
            case "unittest" -> {
                command.addAll(List.of("-m", "unittest"));
                command.addAll(Files.isDirectory(entry) ? List.of("discover", "-s", relative) : List.of(relative));
            }
            // Its cache would be written into the pack.
            case "pytest" -> command.addAll(List.of("-m", "pytest", "-p", "no:cacheprovider", relative));
            case "script" -> command.add(entry.toString());
            default ->
                throw new UsageException(
                        "tests of the type '" + suite.type() + "' are not supported",
                        "Supported are unittest, pytest and script.");
        }
        return command;
    }
}
