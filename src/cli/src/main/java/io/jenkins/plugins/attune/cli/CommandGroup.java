package io.jenkins.plugins.attune.cli;

import picocli.CommandLine;

/** A command that only has parts. */
interface CommandGroup {
    /** This command with its parts. */
    CommandLine withParts();
}
