/** What a user of Jenkins sees: the pipeline step, the build step, and their forms. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
