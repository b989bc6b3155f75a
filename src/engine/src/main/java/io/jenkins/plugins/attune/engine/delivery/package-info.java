/** Parameters and secrets on their way to the process: one document, in one of three formats. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.delivery;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
