/** The record of who ran what with which credentials, and of who changed a queue: a log of its own, a line each. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.audit;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
