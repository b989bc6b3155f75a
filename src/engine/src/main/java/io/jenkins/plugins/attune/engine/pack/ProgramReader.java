package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.pack.Action.Program;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what an action's file says of what is started: runner, entry point, versions. */
final class ProgramReader {
    private static final String RUNNER = "runner_type";
    private static final String DEFAULT_RUNNER = "shell";
    private static final String WORKFLOW = "workflow_file";
    private static final String REQUIRED = "required_worker_runtimes";
    private static final String VERSION = "runtime_version";
    private static final String UNKNOWN = "unknown-runner";
    private static final String BAD_VERSION = "bad-runtime-version";

    private final YamlObject fields;
    private final PackContext context;

    ProgramReader(YamlObject fields, PackContext context) {
        this.fields = fields;
        this.context = context;
    }

    /** The program, which is no use where an error was reported. */
    Program read() {
        String workflow = fields.text(WORKFLOW);
        String runner = fields.text(RUNNER, DEFAULT_RUNNER);
        VersionRange version = range(fields, VERSION, "'runtime_version'");
        Map<String, VersionRange> required = required();
        if (workflow != null) {
            return new Program(runner, null, workflow, version, required);
        }
        String whyNot = context.runtimes().find(runner).isPresent() ? null : StackStorm.whyNot(runner);
        if (whyNot != null) {
            fields.error(RUNNER, StackStorm.RULE, whyNot);
            return new Program(runner, null, null, version, required);
        }
        checkRunner(runner);
        return new Program(runner, EntryPoint.read(fields, context.entries()), null, version, required);
    }

    private void checkRunner(String runner) {
        if (context.runtimes().find(runner).isPresent()) {
            return;
        }
        if (fields.has(RUNNER)) {
            fields.error(RUNNER, UNKNOWN, unknown(runner));
        } else {
            fields.error(UNKNOWN, unknown(runner));
        }
    }

    private String unknown(String runner) {
        return "no runtime answers to '" + YamlObject.shown(runner) + "'; "
                + context.runtimes().shown();
    }

    private Map<String, VersionRange> required() {
        Map<String, VersionRange> required = new LinkedHashMap<>();
        fields.object(REQUIRED).ifPresent(map -> {
            for (String name : map.names()) {
                required.put(name, range(map, name, "the version of '" + YamlObject.shown(name) + "'"));
                if (context.runtimes().find(name).isEmpty()) {
                    map.error(name, UNKNOWN, unknown(name));
                }
            }
        });
        return required;
    }

    private static VersionRange range(YamlObject map, String name, String what) {
        String text = map.textAsWritten(name);
        if (text == null) {
            return VersionRange.any();
        }
        try {
            return VersionRange.parse(text);
        } catch (IllegalArgumentException e) {
            map.error(name, BAD_VERSION, what + " is no range of versions such as '>=3.10,<4': " + e.getMessage());
            return VersionRange.any();
        }
    }
}
