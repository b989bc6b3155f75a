/** Schemas of parameters and results: both shapes read into one JSON Schema, and values checked against it. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.schema;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
