/** The machine side of a run: the request, the supervised process and its bounded output. Uses the JDK only. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
