/** Where the plugin's audit log is written. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.audit;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
