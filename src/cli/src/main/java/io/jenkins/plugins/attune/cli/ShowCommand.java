package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.ActionNotRunnableException;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.KeyNeed;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attune show}: everything about one action that a caller needs to know. */
@Command(
        name = "show",
        description = "Shows what an action does and takes: its parameters with types and defaults, which of them are "
                + "secret, its result, and how to call it from here and from a Jenkinsfile.",
        footer = {
            "@|bold Examples:|@",
            "  attune show core.http_request",
            "  attune show core.http_request --json | jq .parameters",
        })
final class ShowCommand extends AttuneCommand {
    @Parameters(index = "0", paramLabel = "<action>", description = "Such as core.echo.")
    private String action = "";

    @Mixin
    private PacksOption packs = new PacksOption();

    @Option(names = "--json", description = "Print one JSON document instead.")
    private boolean json;

    ShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws AttuneException, IOException {
        ActionRef ref = ActionRefs.parse(action);
        PackSources sources = packs.sources(surroundings());
        ResolvedAction resolved = sources.around(ref).resolve(ref);
        String location = resolved.pack().location();
        String directory =
                sources.core().is(location) ? "built in" : surroundings().shown(location);
        KeyPage keys = KeyPage.of(KeyNeed.of(resolved.action()), location);
        if (json) {
            JsonOutput.write(terminal(), ActionDescription.of(resolved, directory, keys));
        } else {
            PrintStream out = terminal().text();
            new ActionPage(resolved, directory, obstacle(resolved), keys).print(out, terminal());
            out.flush();
        }
        return ExitCodes.OK;
    }

    @CheckForNull
    private static String obstacle(ResolvedAction resolved) {
        try {
            resolved.requireRunnable();
            return null;
        } catch (ActionNotRunnableException e) {
            return e.getMessage();
        }
    }
}
