/** Packs as their files say: manifest, actions, where they live, and every problem found in them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
