package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import java.io.Serializable;

/**
 * An interpreter found on a machine.
 *
 * @param path absolute; null where the entry point is itself the program
 * @param version null where nobody had to ask
 * @param launch how scripts are started with it
 */
public record Interpreter(
        @CheckForNull String path, @CheckForNull Version version, Launch launch) implements Serializable {}
