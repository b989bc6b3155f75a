/** The {@code attune} command: reads its arguments, has the engine do the work, and shows what came of it. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
