/** Repositories by way of the Git client plugin. Nothing else may use this package: without that plugin it can't be loaded. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.git;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
