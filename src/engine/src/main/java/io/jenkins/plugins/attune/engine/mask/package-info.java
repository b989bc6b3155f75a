/** Hides secrets in what an action writes, on every way out. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.mask;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
