package io.jenkins.plugins.attune;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import io.jenkins.plugins.attune.run.CredentialKinds;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** The credentials that a job can use for actions. Whoever asks has looked whether they may be told. */
final class CredentialOffers {
    private CredentialOffers() {}

    static List<StandardCredentials> in(@CheckForNull Item item) {
        List<StandardCredentials> all = item == null
                ? CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                : CredentialsProvider.lookupCredentialsInItem(
                        StandardCredentials.class, item, authentication(item), List.of());
        return all.stream().filter(CredentialKinds::isKnown).toList();
    }

    static Authentication authentication(@CheckForNull Item item) {
        return item instanceof Queue.Task task ? task.getDefaultAuthentication2() : ACL.SYSTEM2;
    }

    /** Offers of a credential what a parameter can take: all of it, or one of its parts. */
    static void add(StandardCredentials credential, String parameter, ValueSchema schema, ListBoxModel offers) {
        String name = CredentialsNameProvider.name(credential);
        List<String> parts = CredentialKinds.parts(credential);
        if (parts.isEmpty() || schema.takesObject(parameter)) {
            offers.add(name, credential.getId());
        }
        if (schema.takesText(parameter)) {
            parts.forEach(part -> offers.add(name + ": " + part, credential.getId() + "#" + part));
        }
    }
}
