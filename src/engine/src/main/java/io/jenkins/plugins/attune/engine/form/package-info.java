/** Forms for calls of actions: a field for each declared parameter, and what the texts in them mean. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.form;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
