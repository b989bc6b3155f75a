/** What the pages have in common. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.view;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
