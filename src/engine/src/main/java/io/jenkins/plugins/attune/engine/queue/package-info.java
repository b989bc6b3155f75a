/**
 * Who may run when: tickets in lines, first in, first out, under limits that may change at any time.
 *
 * <p>A line belongs to a key. A ticket stands in the lines of all its keys and is granted all of them at once, when it
 * is the first everywhere and there is room everywhere. {@code Queues} is the one type that is shared between threads
 * and holds the only lock; {@code Admission} below it is plain bookkeeping in memory, {@code Journal} beside it is what
 * survives the process.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
