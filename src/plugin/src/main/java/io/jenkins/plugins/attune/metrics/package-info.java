/** Numbers for the metrics plugin. Nothing else may use this package: its classes can't be loaded without that plugin. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.metrics;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
