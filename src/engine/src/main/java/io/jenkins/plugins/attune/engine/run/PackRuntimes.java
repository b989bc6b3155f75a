package io.jenkins.plugins.attune.engine.run;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.ResolvedAction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The runtimes that the actions of a pack run in. */
public final class PackRuntimes {
    private static final Logger LOGGER = Logger.getLogger(PackRuntimes.class.getName());

    private PackRuntimes() {}

    /** Each with the versions that are asked for, and each pair once; actions that can't run ask for nothing. */
    public static List<RunRequest.Needed> of(PackCatalog catalog, Pack pack) {
        Set<RunRequest.Needed> all = new LinkedHashSet<>();
        for (Action action : pack.actions().values()) {
            try {
                ResolvedAction resolved = catalog.resolveRunnable(action.ref());
                all.add(new RunRequest.Needed(
                        resolved.runtime(), action.program().version()));
            } catch (AttuneException e) {
                LOGGER.log(Level.FINE, e, () -> action.ref() + " can't run");
            }
        }
        return List.copyOf(all);
    }
}
