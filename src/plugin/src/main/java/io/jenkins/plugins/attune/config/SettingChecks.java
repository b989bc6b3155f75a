package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Checks fields of the system configuration while they are filled in, for those who may change it. */
final class SettingChecks {
    private SettingChecks() {}

    /** Tries the settings; whatever they refuse is what the person is told. */
    static FormValidation policy(Consumer<LimitSettings> setting) {
        return of(() -> {
            LimitSettings settings = new LimitSettings();
            setting.accept(settings);
            settings.policy();
        });
    }

    /** A field that may be left empty. */
    @CheckForNull
    static Integer number(String value) {
        return value.isBlank() ? null : Integer.valueOf(value.strip());
    }

    static FormValidation of(Runnable trying) {
        return in(null, trying);
    }

    /** @param item whose form it is in; null for the system configuration */
    static FormValidation in(@CheckForNull Item item, Runnable trying) {
        boolean allowed = item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.CONFIGURE) || item.hasPermission(Item.EXTENDED_READ);
        if (!allowed) {
            return FormValidation.ok();
        }
        return text(trying, FormValidation::ok);
    }

    /** For forms of jobs and folders, too: what is told depends on nothing but what was typed. */
    static FormValidation text(Runnable trying, Supplier<FormValidation> good) {
        try {
            trying.run();
            return good.get();
        } catch (NumberFormatException e) {
            return FormValidation.error(Messages.SettingChecks_notANumber());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
