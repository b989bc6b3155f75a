/**
 * What runs wrote, as it is stored with them: bounded, in segments, read page by page, removed by a policy.
 *
 * <p>The bytes arrive masked and are never changed here. Of a stream {@code stdout} there are, in the run's directory:
 * {@code stdout.000.log} and so on, all of one size but the last, packed as {@code stdout.000.log.gz} once they are
 * finished; {@code stdout.index}, which holds that size and the places where bytes were left out; and
 * {@code stdout.position}, from which a writer goes on after a crash.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.log;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
