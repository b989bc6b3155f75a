package io.jenkins.plugins.attune;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PinnedAction;
import io.jenkins.plugins.attune.engine.queue.QueueKeys;
import io.jenkins.plugins.attune.packs.PackLibrary;
import io.jenkins.plugins.attune.run.QueueCall;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.IntFunction;
import jenkins.model.Jenkins;

/** Checks the fields of a form while they are filled in, for those who may change or read the job they belong to. */
final class FormChecks {
    private final boolean allowed;

    private FormChecks(boolean allowed) {
        this.allowed = allowed;
    }

    static FormChecks in(@CheckForNull Item item) {
        return new FormChecks(
                item == null
                        ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                        : item.hasPermission(Item.CONFIGURE)
                                || item.hasPermission(Item.EXTENDED_READ)
                                || TryPage.isOpen(item));
    }

    /** Whether anything may be told. */
    boolean isAllowed() {
        return allowed;
    }

    /** The rule that the credentials plugin sets for lists of credentials. */
    static boolean maySeeCredentials(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** A reference; whether it exists can be told of the packs of this Jenkins only, as others lie in workspaces. */
    FormValidation action(String value) {
        if (!allowed) {
            return FormValidation.ok();
        }
        if (value.isBlank()) {
            return FormValidation.error(Messages.FormChecks_required());
        }
        try {
            PinnedAction wanted = PinnedAction.parse(value.strip());
            PackCatalog known = PackLibrary.get().catalog();
            if (known.loaded().stream()
                    .anyMatch(pack -> pack.name().equals(wanted.ref().pack()))) {
                wanted.require(known.resolveRunnable(wanted.ref()));
            }
            return FormValidation.ok();
        } catch (AttuneException e) {
            return FormValidation.error(e.describe());
        } catch (IllegalArgumentException | IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    FormValidation required(String value) {
        return allowed && value.isBlank() ? FormValidation.error(Messages.FormChecks_required()) : FormValidation.ok();
    }

    /** The name of a queue; what it is made of in a script cannot be known here. */
    FormValidation queue(String value) {
        if (!allowed) {
            return FormValidation.ok();
        }
        if (value.isBlank()) {
            return FormValidation.error(Messages.FormChecks_required());
        }
        try {
            QueueKeys.check(value.strip());
            return FormValidation.ok();
        } catch (InvalidQueueKeyException e) {
            return FormValidation.error(e.describe());
        }
    }

    /** @param call what would be asked for with the number */
    FormValidation number(String value, IntFunction<QueueCall> call) {
        return text(value, text -> {
            try {
                return text.isBlank() ? text : call.apply(FormText.number(text)).checked();
            } catch (InvalidQueueKeyException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /** @param reader fails with an {@link IllegalArgumentException} whose message tells what is wrong */
    FormValidation text(String value, Function<String, ?> reader) {
        if (!allowed) {
            return FormValidation.ok();
        }
        try {
            reader.apply(value);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
