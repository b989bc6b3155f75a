/** What ran of late: a bounded index of runs that are over, which outlives a restart. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.history;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
