/** The key bridge: answers what a published action asks its platform, on the machine that runs it, with the run's own keys. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
