/** One run of an action for one build: from what the user asked for to the report, on whichever agent the build has. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
