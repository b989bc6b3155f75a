/** The record of who ran what with which credentials: one line per run, in a log of its own. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.audit;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
