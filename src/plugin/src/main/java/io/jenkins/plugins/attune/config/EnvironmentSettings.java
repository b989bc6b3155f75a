package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How the environments of packs are built on agents, and how long they are kept there. */
public final class EnvironmentSettings extends AbstractDescribableImpl<EnvironmentSettings> {
    /** Below the hour after which a run that has not begun is given up. */
    private static final int MAX_BUILD_LIMIT = (int) Duration.ofMinutes(50).toSeconds();

    private static final int MAX_DAYS = 3650;

    @CheckForNull
    private PackageSources sources;

    @CheckForNull
    private String constraints;

    private List<PackAdditions> packs = new ArrayList<>();
    private String installer = "auto";

    @CheckForNull
    private String pip;

    @CheckForNull
    private String interpreters;

    private boolean imagePackages;
    private int buildLimit = (int) InstallSettings.Limits.DEFAULT_BUILD.toSeconds();
    private String maxSize = "10GiB";
    private int maxAge = (int) InstallSettings.Limits.DEFAULT_AGE.toDays();

    @DataBoundConstructor
    public EnvironmentSettings() {}

    /** What holds for the environments of a pack. */
    public InstallSettings install(String pack) {
        List<String> requirements = new ArrayList<>();
        List<String> lines = new ArrayList<>(SettingText.lines(constraints));
        boolean scripts = false;
        for (PackAdditions additions : packs) {
            if (additions.getPack().equals(pack)) {
                requirements.addAll(SettingText.lines(additions.getRequirements()));
                lines.addAll(SettingText.lines(additions.getConstraints()));
                scripts |= additions.isInstallScripts();
            }
        }
        return new InstallSettings(
                getSources().sources(),
                new InstallSettings.Additions(requirements, lines, scripts),
                new InstallSettings.Tools(installer(installer), pip, SettingText.lines(interpreters)),
                limits());
    }

    /** The same inside a container, where nothing is installed. */
    public InstallSettings installInContainer(String pack) {
        InstallSettings settings = install(pack);
        return imagePackages
                ? settings.withTools(new InstallSettings.Tools(
                        InstallSettings.Installer.NONE, null, settings.tools().interpreters()))
                : settings;
    }

    /** Of builds, and of all environments of an agent together. */
    public InstallSettings.Limits limits() {
        return new InstallSettings.Limits(
                Duration.ofSeconds(buildLimit), ByteSize.parse(maxSize), Duration.ofDays(maxAge));
    }

    public PackageSources getSources() {
        PackageSources set = sources;
        return set == null ? new PackageSources() : set;
    }

    @DataBoundSetter
    public void setSources(@CheckForNull PackageSources sources) {
        this.sources = sources;
    }

    /** For the Python packages of all packs; one a line. */
    @CheckForNull
    public String getConstraints() {
        return constraints;
    }

    @DataBoundSetter
    public void setConstraints(@CheckForNull String constraints) {
        this.constraints = SettingText.tidy(constraints);
    }

    public List<PackAdditions> getPacks() {
        return List.copyOf(packs);
    }

    @DataBoundSetter
    public void setPacks(@CheckForNull List<PackAdditions> packs) {
        this.packs = packs == null ? new ArrayList<>() : new ArrayList<>(packs);
    }

    /** What installs Python packages: {@code auto}, {@code pip}, {@code uv}. */
    public String getInstaller() {
        return installer;
    }

    @DataBoundSetter
    public void setInstaller(@CheckForNull String installer) {
        String given = Util.fixEmptyAndTrim(installer);
        this.installer = given == null ? "auto" : name(installer(given));
    }

    /** A wheel or directory of pip on the agents; null for the pip they have. */
    @CheckForNull
    public String getPip() {
        return pip;
    }

    @DataBoundSetter
    public void setPip(@CheckForNull String pip) {
        this.pip = SettingText.one("pip", pip);
    }

    /** Files or directories of agents that are searched before the {@code PATH}; one a line. */
    @CheckForNull
    public String getInterpreters() {
        return interpreters;
    }

    @DataBoundSetter
    public void setInterpreters(@CheckForNull String interpreters) {
        this.interpreters = SettingText.tidy(interpreters);
    }

    /** Whether packs that ask for packages run with those of the image where they run in a container. */
    public boolean isImagePackages() {
        return imagePackages;
    }

    @DataBoundSetter
    public void setImagePackages(boolean imagePackages) {
        this.imagePackages = imagePackages;
    }

    /** Seconds that one build may take. */
    public int getBuildLimit() {
        return buildLimit;
    }

    @DataBoundSetter
    public void setBuildLimit(int buildLimit) {
        this.buildLimit = within("buildLimit", buildLimit, MAX_BUILD_LIMIT, "seconds");
    }

    /** Of all environments of an agent; above it the least recently used go. */
    public String getMaxSize() {
        return maxSize;
    }

    @DataBoundSetter
    public void setMaxSize(@CheckForNull String maxSize) {
        String text = Util.fixEmptyAndTrim(maxSize);
        if (text != null) {
            ByteSize.parse(text);
            this.maxSize = text;
        }
    }

    /** Days since the last use. */
    public int getMaxAge() {
        return maxAge;
    }

    @DataBoundSetter
    public void setMaxAge(int maxAge) {
        this.maxAge = within("maxAge", maxAge, MAX_DAYS, "days");
    }

    private static int within(String name, int given, int most, String unit) {
        if (given < 1 || given > most) {
            throw new IllegalArgumentException(name + ": must be between 1 and " + most + " " + unit + ": " + given);
        }
        return given;
    }

    private static InstallSettings.Installer installer(String name) {
        for (InstallSettings.Installer one : InstallSettings.Installer.values()) {
            if (one != InstallSettings.Installer.NONE && name(one).equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException("installer: must be auto, pip or uv: " + name);
    }

    private static String name(InstallSettings.Installer installer) {
        return installer.name().toLowerCase(Locale.ROOT);
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<EnvironmentSettings> {
        @Override
        public String getDisplayName() {
            return Messages.EnvironmentSettings_displayName();
        }

        /** The same for everybody. */
        @POST
        public ListBoxModel doFillInstallerItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.EnvironmentSettings_auto(), name(InstallSettings.Installer.AUTO));
            items.add("pip", name(InstallSettings.Installer.PIP));
            items.add("uv", name(InstallSettings.Installer.UV));
            return items;
        }

        @POST
        public FormValidation doCheckBuildLimit(@QueryParameter String value) {
            return SettingChecks.of(() -> new EnvironmentSettings().setBuildLimit(Integer.parseInt(value.strip())));
        }

        @POST
        public FormValidation doCheckMaxSize(@QueryParameter String value) {
            return SettingChecks.of(() -> new EnvironmentSettings().setMaxSize(value));
        }

        @POST
        public FormValidation doCheckMaxAge(@QueryParameter String value) {
            return SettingChecks.of(() -> new EnvironmentSettings().setMaxAge(Integer.parseInt(value.strip())));
        }
    }
}
