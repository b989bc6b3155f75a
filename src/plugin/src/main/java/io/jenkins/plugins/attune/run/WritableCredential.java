package io.jenkins.plugins.attune.run;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Descriptor;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.Secret;
import io.jenkins.plugins.attune.config.KeyLevel;
import io.jenkins.plugins.attune.config.KeyLevels;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.delivery.WrittenKey;
import io.jenkins.plugins.attune.engine.keys.KeyRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.springframework.security.core.Authentication;

/**
 * The credential into which a run writes a key.
 *
 * <p>A run may change it where the user in whose name its build runs may update credentials in that store. Builds run as
 * Jenkins itself unless something else was set up, and Jenkins may do everything: such a build may change only what the
 * folder of the store, or the system configuration, names as writable. Otherwise whoever can change a Jenkinsfile could
 * overwrite any credential.
 */
final class WritableCredential {
    private final Run<?, ?> build;
    private final Authentication user;
    private final String id;

    /** @param user in whose name the build runs */
    WritableCredential(Run<?, ?> build, Authentication user, String id) {
        this.build = build;
        this.user = user;
        this.id = id;
    }

    /** A credential where it is kept. */
    private record Kept(CredentialsStore store, Domain domain, Credentials credential) {}

    /**
     * Replaces the secret.
     *
     * @throws KeyRefusedException where this run may not, or the credential is of another kind
     */
    void write(WrittenKey value) throws IOException {
        Kept kept = find();
        if (kept == null) {
            throw new KeyRefusedException("the credential '" + id + "' was not found where "
                    + build.getParent().getFullName() + " could change it");
        }
        boolean named = user.equals(ACL.SYSTEM2) && isNamed(kept.store().getContext());
        if (!named && (user.equals(ACL.SYSTEM2) || !kept.store().hasPermission2(user, CredentialsProvider.UPDATE))) {
            throw new KeyRefusedException("this run may not change the credential '" + id + "'; "
                    + (user.equals(ACL.SYSTEM2)
                            ? "the folder of its store, or the system configuration, has to name it as writable"
                            : user.getName() + " may not update credentials in its store"));
        }
        try (ACLContext ignored = ACL.as2(user)) {
            if (!kept.store().updateCredentials(kept.domain(), kept.credential(), changed(kept.credential(), value))) {
                throw new IOException("the credential '" + id + "' could not be changed");
            }
        }
    }

    @CheckForNull
    private Kept find() {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (CredentialsStore store : CredentialsProvider.lookupStores(build.getParent())) {
                for (Domain domain : store.getDomains()) {
                    for (Credentials credential : store.getCredentials(domain)) {
                        if (credential instanceof IdCredentials known
                                && known.getId().equals(id)) {
                            return new Kept(store, domain, credential);
                        }
                    }
                }
            }
        }
        return null;
    }

    /** Whether the level of the store itself lets runs change it; a folder can't give away what is kept above it. */
    private boolean isNamed(ModelObject context) {
        String place = context instanceof Jenkins
                ? "system configuration"
                : "folder " + (context instanceof ItemGroup<?> group ? group.getFullName() : "");
        return KeyLevels.above(build.getParent()).stream()
                .filter(level -> level.place().equals(place))
                .map(KeyLevel::writableIds)
                .anyMatch(ids -> ids.contains(id));
    }

    private Credentials changed(Credentials old, WrittenKey value) throws IOException {
        if (old.getClass() == StringCredentialsImpl.class) {
            StringCredentialsImpl text = (StringCredentialsImpl) old;
            return new StringCredentialsImpl(text.getScope(), id, text.getDescription(), secret(value.text()));
        }
        if (old.getClass() == UsernamePasswordCredentialsImpl.class) {
            return changed((UsernamePasswordCredentialsImpl) old, value);
        }
        throw new KeyRefusedException(
                "the credential '" + id + "' is neither a secret text nor a username with password");
    }

    private Credentials changed(UsernamePasswordCredentialsImpl old, WrittenKey value) throws IOException {
        SecretValue password = value.isText() ? value.text() : value.part("password");
        if (password == null) {
            throw new KeyRefusedException("the credential '" + id
                    + "' is a username with password: the key must be a text, or have the text 'password'");
        }
        SecretValue username = value.part("username");
        String name = username == null ? old.getUsername() : plain(username);
        try {
            UsernamePasswordCredentialsImpl changed = new UsernamePasswordCredentialsImpl(
                    old.getScope(), id, old.getDescription(), name, plain(password));
            changed.setUsernameSecret(old.isUsernameSecret());
            return changed;
        } catch (Descriptor.FormException e) {
            // Its message may quote what was given.
            throw new KeyRefusedException("the credential '" + id + "' does not take this value");
        }
    }

    private static Secret secret(SecretValue value) {
        return Secret.fromString(plain(value));
    }

    /** Jenkins keeps credentials as strings. */
    private static String plain(SecretValue value) {
        try (value) {
            return value.withBytes(bytes -> new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
