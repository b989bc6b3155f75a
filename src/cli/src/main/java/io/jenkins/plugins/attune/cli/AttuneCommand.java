package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands have in common. */
abstract class AttuneCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    private boolean debug;

    AttuneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Option(names = "--debug", description = "Show the details of an internal error.")
    final void setDebug(boolean wanted) {
        debug = wanted;
    }

    final boolean debug() {
        return debug;
    }

    final Surroundings surroundings() {
        return surroundings;
    }

    final Terminal terminal() {
        return surroundings.terminal();
    }

    /** Does the work and gives the exit code. */
    @Override
    public abstract Integer call() throws AttuneException, IOException, InterruptedException;
}
