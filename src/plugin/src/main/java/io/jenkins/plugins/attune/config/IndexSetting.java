package io.jenkins.plugins.attune.config;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.source.Indexes;
import io.jenkins.plugins.attune.engine.source.PackSource;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An Attune pack index, which offers many packs. */
public final class IndexSetting extends PackSourceSetting {
    private final String url;

    @DataBoundConstructor
    public IndexSetting(String url) {
        this.url = required("url", url);
        SettingText.requireIndex("url", this.url);
    }

    public String getUrl() {
        return url;
    }

    @Override
    public PackSource source(Means means) {
        return PackSource.index(url, means.download());
    }

    /** Checks the field of the form. */
    @Extension
    @Symbol("index")
    public static final class DescriptorImpl extends Descriptor<PackSourceSetting> {
        /** The index that comes with the Attune platform. */
        public static final String DEFAULT_URL = Indexes.PUBLIC;

        @Override
        public String getDisplayName() {
            return Messages.IndexSetting_displayName();
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return SettingChecks.of(() -> new IndexSetting(value));
        }
    }
}
