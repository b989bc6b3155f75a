/** The errors a user can act on, each with what, where and what to do. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
