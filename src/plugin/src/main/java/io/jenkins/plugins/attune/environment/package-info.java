/** The environments of agents as administrators see and keep them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.environment;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
