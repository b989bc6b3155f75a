package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Entry;
import java.util.SortedMap;

/**
 * What an action's file is read against.
 *
 * @param packRef null where the manifest does not tell it
 * @param entries everything in the pack, by path below it
 */
record PackContext(@CheckForNull String packRef, SortedMap<String, Entry> entries, Runtimes runtimes) {}
