/** Which packs and actions the jobs of this Jenkins may run. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.allow;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
