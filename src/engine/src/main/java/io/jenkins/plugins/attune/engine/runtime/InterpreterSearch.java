package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** Where the programs of one place are looked for. */
interface InterpreterSearch {
    /** The program as a caller that names no version means it; null where it is nowhere. */
    @CheckForNull
    String first(String binary);

    /** Every program of this name, those that come first first. */
    List<String> all(String binary);

    /** Programs that somebody asked for by their path, whatever they are called. */
    default List<String> named() {
        return List.of();
    }
}
