/** The per-pack environments of a machine: built once, found by their key in milliseconds, removed when old. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
