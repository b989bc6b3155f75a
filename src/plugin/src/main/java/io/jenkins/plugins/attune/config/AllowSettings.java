package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.engine.allow.ActionPattern;
import io.jenkins.plugins.attune.engine.allow.AllowList;
import io.jenkins.plugins.attune.engine.allow.WorkspacePacks;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which packs and actions may be run: of the whole Jenkins, of a folder, or of a job. */
public final class AllowSettings extends AbstractDescribableImpl<AllowSettings> {
    private boolean denyByDefault;

    @CheckForNull
    private String allowed;

    @CheckForNull
    private String denied;

    private String workspacePacks = WorkspacePacks.ALLOWED.toString();

    @DataBoundConstructor
    public AllowSettings() {}

    /** @param where for people */
    public AllowList list(String where) {
        return new AllowList(
                where,
                denyByDefault,
                patterns("allowed", allowed),
                patterns("denied", denied),
                WorkspacePacks.parse(workspacePacks));
    }

    /** Whether what is not listed as allowed is refused. */
    public boolean isDenyByDefault() {
        return denyByDefault;
    }

    @DataBoundSetter
    public void setDenyByDefault(boolean denyByDefault) {
        this.denyByDefault = denyByDefault;
    }

    /** Patterns of packs and actions; one a line. */
    @CheckForNull
    public String getAllowed() {
        return allowed;
    }

    @DataBoundSetter
    public void setAllowed(@CheckForNull String allowed) {
        patterns("allowed", allowed);
        this.allowed = SettingText.tidy(allowed);
    }

    /** Patterns of what is refused, be it listed as allowed or not; one a line. */
    @CheckForNull
    public String getDenied() {
        return denied;
    }

    @DataBoundSetter
    public void setDenied(@CheckForNull String denied) {
        patterns("denied", denied);
        this.denied = SettingText.tidy(denied);
    }

    /** {@code allowed}, {@code trusted} or {@code forbidden}. */
    public String getWorkspacePacks() {
        return workspacePacks;
    }

    @DataBoundSetter
    public void setWorkspacePacks(@CheckForNull String workspacePacks) {
        String given = Util.fixEmptyAndTrim(workspacePacks);
        try {
            this.workspacePacks = (given == null ? WorkspacePacks.ALLOWED : WorkspacePacks.parse(given)).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("workspacePacks: " + e.getMessage(), e);
        }
    }

    private static List<ActionPattern> patterns(String field, @CheckForNull String text) {
        try {
            return SettingText.lines(text).stream().map(ActionPattern::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }

    /** Checks the fields of the form; what it says depends on nothing but what was typed. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<AllowSettings> {
        @Override
        public String getDisplayName() {
            return Messages.AllowSettings_displayName();
        }

        @POST
        public FormValidation doCheckAllowed(@QueryParameter String value, @QueryParameter boolean denyByDefault) {
            return SettingChecks.text(
                    () -> patterns("allowed", value),
                    () -> value.isBlank() || denyByDefault
                            ? FormValidation.ok()
                            : FormValidation.warning(Messages.AllowSettings_withoutEffect()));
        }

        @POST
        public FormValidation doCheckDenied(@QueryParameter String value) {
            return SettingChecks.text(() -> patterns("denied", value), FormValidation::ok);
        }

        @POST
        public ListBoxModel doFillWorkspacePacksItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.AllowSettings_workspaceAllowed(), WorkspacePacks.ALLOWED.toString());
            items.add(Messages.AllowSettings_workspaceTrusted(), WorkspacePacks.TRUSTED.toString());
            items.add(Messages.AllowSettings_workspaceForbidden(), WorkspacePacks.FORBIDDEN.toString());
            return items;
        }
    }
}
