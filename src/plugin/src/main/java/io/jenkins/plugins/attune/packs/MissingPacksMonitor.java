package io.jenkins.plugins.attune.packs;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.io.IOException;
import java.util.Map;

/** Tells administrators of packs that the configuration names and that could not be installed. */
@Extension
public final class MissingPacksMonitor extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return Messages.MissingPacksMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getFailures().isEmpty();
    }

    /** For the view: the pack as it is named, and the reason. */
    public Map<String, String> getFailures() {
        try {
            return WantedPacks.get().failures();
        } catch (IOException e) {
            return Map.of("", String.valueOf(e.getMessage()));
        }
    }
}
