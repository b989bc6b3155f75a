package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;

/**
 * What is known of packs written for StackStorm, near relatives whose files have the same names.
 *
 * <p>They load as far as they go; its runners hand parameters over in ways that nothing here imitates.
 */
final class StackStorm {
    /** The rule of problems that say an action is for StackStorm only. */
    static final String RULE = "stackstorm-runner";

    private static final String COMMAND_LINE =
            "it puts parameters on the command line, where every user of the machine can read them; write the script"
                    + " so that it reads them from standard input, and use runner_type 'shell'";
    private static final String COMMAND =
            "it hands a command made of parameters to a shell; write a script that reads them from standard input,"
                    + " and use runner_type 'shell'";
    private static final String WORKFLOW = "it runs workflows; here a Jenkinsfile does this job";
    private static final String REMOTE = "it runs on other machines; here a Jenkins agent on the machine does this job";

    private static final Map<String, String> RUNNERS = Map.ofEntries(
            Map.entry(
                    "python-script",
                    "it loads a class and calls its run method, with modules of the StackStorm server at hand; write a"
                            + " script that reads its parameters from standard input, and use runner_type 'python'"),
            Map.entry("local-shell-script", COMMAND_LINE),
            Map.entry("local-shell-cmd", COMMAND),
            Map.entry("run-local", COMMAND),
            Map.entry("run-local-script", COMMAND_LINE),
            Map.entry("remote-shell-script", REMOTE),
            Map.entry("remote-shell-cmd", REMOTE),
            Map.entry("run-remote", REMOTE),
            Map.entry("run-remote-script", REMOTE),
            Map.entry("windows-cmd", REMOTE),
            Map.entry("windows-script", REMOTE),
            Map.entry("winrm-cmd", REMOTE),
            Map.entry("winrm-ps-cmd", REMOTE),
            Map.entry("winrm-ps-script", REMOTE),
            Map.entry("orquesta", WORKFLOW),
            Map.entry("mistral-v1", WORKFLOW),
            Map.entry("mistral-v2", WORKFLOW),
            Map.entry("action-chain", WORKFLOW),
            Map.entry("cloudslang", WORKFLOW),
            Map.entry("inquirer", "it asks people; here the step 'input' of a Jenkinsfile does this job"),
            Map.entry("announcement", "it sends events inside the StackStorm server"),
            Map.entry("http-request", "the action 'core.http_request' does this job here"),
            Map.entry("http-runner", "the action 'core.http_request' does this job here"),
            Map.entry("noop", "the action 'core.noop' does this job here"));

    private StackStorm() {}

    /** Why an action of this runner can't run here; null where the runner is none of StackStorm's. */
    @CheckForNull
    static String whyNot(String runner) {
        String why = RUNNERS.get(runner);
        return why == null ? null : "the runner '" + runner + "' is StackStorm's and does not exist here: " + why;
    }

    /** The reference an action has in StackStorm's files, where the name stands without its pack. */
    @CheckForNull
    static String nameOf(YamlObject fields) {
        String name = fields.lenient().text("name");
        return name == null || name.isBlank() || name.indexOf(' ') >= 0 ? null : name;
    }
}
