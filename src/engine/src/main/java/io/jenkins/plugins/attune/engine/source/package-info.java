/** Where packs come from: indexes, archives, git repositories; how they are checked, unpacked and kept. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
