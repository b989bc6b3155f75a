/** Runtimes as data: descriptors, version ranges, and the interpreters found on a machine. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
