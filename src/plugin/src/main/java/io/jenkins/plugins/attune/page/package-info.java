/** The pages of a build on which the stored output of its runs is read. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
