package io.jenkins.plugins.attune.config;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.source.DirectorySource;
import io.jenkins.plugins.attune.engine.source.PackSource;
import java.nio.file.Path;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A directory of the controller that is a pack, or holds packs. */
public final class DirectorySetting extends PackSourceSetting {
    private final String path;

    @DataBoundConstructor
    public DirectorySetting(String path) {
        this.path = required("path", path);
        if (!Path.of(this.path).isAbsolute()) {
            throw new IllegalArgumentException("path: must be absolute: " + this.path);
        }
    }

    public String getPath() {
        return path;
    }

    @Override
    public PackSource source(Means means) {
        return new DirectorySource(Path.of(path), means.loader());
    }

    /** Checks the field of the form. */
    @Extension
    @Symbol("directory")
    public static final class DescriptorImpl extends Descriptor<PackSourceSetting> {
        @Override
        public String getDisplayName() {
            return Messages.DirectorySetting_displayName();
        }

        /** Does not look for the directory. */
        @POST
        public FormValidation doCheckPath(@QueryParameter String value) {
            return SettingChecks.of(() -> new DirectorySetting(value));
        }
    }
}
