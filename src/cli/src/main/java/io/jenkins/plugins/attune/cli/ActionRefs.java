package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.pack.ActionRef;

/** Reads the name of an action from the command line. */
final class ActionRefs {
    private ActionRefs() {}

    static ActionRef parse(String text) throws UsageException {
        try {
            return ActionRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "'" + text + "' is no name of an action", "It looks like core.echo; 'attune list' shows them all.");
        }
    }
}
