package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.attune.config.AttuneConfiguration;

/** Has the queues told when what the administrator asks of them has changed. */
@Extension
public final class StandingPoliciesListener extends SaveableListener {
    @Override
    public void onChange(Saveable saved, XmlFile file) {
        if (saved instanceof AttuneConfiguration) {
            RunQueues.get().configured();
        }
    }
}
