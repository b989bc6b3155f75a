/** How actions are shown to people and programs: their declared parameters, and calls that can be copied. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.describe;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
