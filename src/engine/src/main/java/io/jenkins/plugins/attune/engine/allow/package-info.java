/** Which packs and actions may be run where: lists of patterns at several levels, of which the strictest counts. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.allow;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
