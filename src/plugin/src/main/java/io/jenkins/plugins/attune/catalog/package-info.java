/** The pages of packs and their actions, and what programs may ask of them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.catalog;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
