/** The packs that this Jenkins has: where they come from, what is installed, who changes it. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.packs;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
