package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has the history of runs follow its jobs: to another name, or out of this world. */
@Extension
public final class RecentRunsListener extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(RecentRunsListener.class.getName());

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        try {
            RecentRuns.get().rename(oldFullName, newFullName);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Attune's history still has the runs of " + oldFullName);
        }
    }

    @Override
    public void onDeleted(Item item) {
        try {
            RecentRuns.get().forget(item.getFullName());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Attune's history still has the runs of " + item.getFullName());
        }
    }
}
