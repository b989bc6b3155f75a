package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;

/**
 * What this package needs of git; who implements it says how git is started and how it signs on.
 *
 * <p>Implementations run no hook, no filter and no command of the repository, touch no submodule, ask nobody for a
 * password, and are bounded in time and size. Addresses and refs that reach them have passed {@link GitAddress}.
 */
public interface GitCheckout {
    /** Full commits, of which git needs no explanation. */
    String COMMIT = "[0-9a-f]{40}|[0-9a-f]{64}";

    /** The commit that a branch or tag names now, in full. */
    String resolve(String url, String ref) throws AttuneException, IOException, InterruptedException;

    /**
     * Hands the files of a commit to the staging, by {@link Staging#takeTar} or {@link Staging#takeDirectory}; what else
     * is written goes below {@link Staging#scratch}.
     */
    void fetch(String url, String commit, Staging staging) throws AttuneException, IOException, InterruptedException;
}
