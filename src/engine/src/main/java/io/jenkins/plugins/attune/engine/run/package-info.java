/** One run as its caller sees it: what was asked for, checked before any machine is bothered, and what came of it. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.run;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
