package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * The pack whose environments a user wants to be there.
 *
 * @param packs directory of the workspace that holds packs, or null for the core pack alone
 */
public record PrepareOrder(String pack, @CheckForNull String packs) implements Serializable {}
