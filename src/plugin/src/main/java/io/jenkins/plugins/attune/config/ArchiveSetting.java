package io.jenkins.plugins.attune.config;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.source.PackOrigin;
import io.jenkins.plugins.attune.engine.source.PackSource;
import io.jenkins.plugins.attune.engine.source.Sha256;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One pack in a file that a server hands out; without the checksum there is no telling what comes. */
public final class ArchiveSetting extends PackSourceSetting {
    private final String pack;
    private final String url;
    private final String sha256;

    @DataBoundConstructor
    public ArchiveSetting(String pack, String url, String sha256) {
        this.pack = SettingText.requirePack("pack", pack);
        this.url = required("url", url);
        SettingText.requireIndex("url", this.url);
        this.sha256 = checksum(sha256);
    }

    private static String checksum(String given) {
        try {
            return Sha256.parse(required("sha256", given)).hex();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sha256: " + e.getMessage(), e);
        }
    }

    public String getPack() {
        return pack;
    }

    public String getUrl() {
        return url;
    }

    public String getSha256() {
        return sha256;
    }

    @Override
    public PackSource source(Means means) {
        return PackSource.of(pack, new PackOrigin.Archive(url, new Sha256(sha256)));
    }

    /** Checks the fields of the form. */
    @Extension
    @Symbol("archive")
    public static final class DescriptorImpl extends Descriptor<PackSourceSetting> {
        @Override
        public String getDisplayName() {
            return Messages.ArchiveSetting_displayName();
        }

        @POST
        public FormValidation doCheckPack(@QueryParameter String value) {
            return SettingChecks.of(() -> SettingText.requirePack("pack", value));
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return SettingChecks.of(() -> SettingText.requireIndex("url", required("url", value)));
        }

        @POST
        public FormValidation doCheckSha256(@QueryParameter String value) {
            return SettingChecks.of(() -> checksum(value));
        }
    }
}
