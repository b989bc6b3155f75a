package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.source.PackSpec;
import io.jenkins.plugins.attune.engine.source.UrlRules;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Where packs come from, and which are to be there. */
public final class PackSettings extends AbstractDescribableImpl<PackSettings> {
    /** Null where nothing was set. */
    @CheckForNull
    private List<PackSourceSetting> sources;

    @CheckForNull
    private String install;

    @CheckForNull
    private String plainHosts;

    @DataBoundConstructor
    public PackSettings() {}

    /** In the order in which they are asked. */
    public List<PackSourceSetting> getSources() {
        return sources == null ? List.of() : List.copyOf(sources);
    }

    @DataBoundSetter
    public void setSources(@CheckForNull List<PackSourceSetting> sources) {
        this.sources = sources == null || sources.isEmpty() ? null : List.copyOf(sources);
    }

    /** Packs that are installed where they are missing, {@code name} or {@code name@version}; one a line. */
    @CheckForNull
    public String getInstall() {
        return install;
    }

    @DataBoundSetter
    public void setInstall(@CheckForNull String install) {
        specs(install);
        this.install = SettingText.tidy(install);
    }

    /** The packs to be installed, in their order. */
    public List<PackSpec> specs() {
        return specs(install);
    }

    private static List<PackSpec> specs(@CheckForNull String install) {
        try {
            return SettingText.lines(install).stream().map(PackSpec::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("install: " + e.getMessage(), e);
        }
    }

    /** Hosts that may be asked by {@code http}; one a line. */
    @CheckForNull
    public String getPlainHosts() {
        return plainHosts;
    }

    @DataBoundSetter
    public void setPlainHosts(@CheckForNull String plainHosts) {
        SettingText.lines(plainHosts).forEach(host -> SettingText.requireHost("plainHosts", host));
        this.plainHosts = SettingText.tidy(plainHosts);
    }

    /** Which addresses may be asked. */
    public UrlRules rules() {
        return new UrlRules(
                Set.of(),
                SettingText.lines(plainHosts).stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    /** The credential that the first source with this repository names; null where none does. */
    @CheckForNull
    public String credentialFor(String repository) {
        return getSources().stream()
                .map(source -> source.credentialFor(repository))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<PackSettings> {
        @Override
        public String getDisplayName() {
            return Messages.PackSettings_displayName();
        }

        @POST
        public FormValidation doCheckInstall(@QueryParameter String value) {
            return SettingChecks.of(() -> new PackSettings().setInstall(value));
        }

        @POST
        public FormValidation doCheckPlainHosts(@QueryParameter String value) {
            return SettingChecks.of(() -> new PackSettings().setPlainHosts(value));
        }
    }
}
