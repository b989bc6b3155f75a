package io.jenkins.plugins.attune.run;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * A kind of credential and the parts it has.
 *
 * @param parts in the order in which people are told of them; one with a single part is that part
 */
record CredentialKind<C extends IdCredentials>(Class<C> type, List<CredentialPart<C>> parts) {
    CredentialKind {
        parts = List.copyOf(parts);
    }

    /** The credential as one of this kind; null where it is none. */
    @CheckForNull
    OpenCredential<C> open(IdCredentials credential) {
        return type.isInstance(credential) ? new OpenCredential<>(this, type.cast(credential)) : null;
    }

    List<String> partNames() {
        return parts.stream().map(CredentialPart::name).toList();
    }
}
