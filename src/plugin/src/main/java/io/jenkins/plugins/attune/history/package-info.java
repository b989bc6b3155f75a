/** The page of the runs of all builds, and what programs may ask of it. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.history;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
