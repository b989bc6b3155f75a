/** What folders can hold. Nothing else may use this package: without the Folders plugin it can't be loaded. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.folder;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
