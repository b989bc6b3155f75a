package io.jenkins.plugins.attune.run;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.common.UsernameCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;
import io.jenkins.plugins.attune.engine.delivery.ParameterDocument;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * The kinds of credentials that actions can be given.
 *
 * <p>Jenkins keeps most of them as strings; those are the only copies here that can't be wiped.
 */
public final class CredentialKinds {
    private static final CredentialKind<StringCredentials> TEXT = new CredentialKind<>(
            StringCredentials.class,
            List.of(CredentialPart.secret("text", credential -> text(credential.getSecret()))));

    private static final CredentialKind<FileCredentials> FILE = new CredentialKind<>(
            FileCredentials.class, List.of(CredentialPart.secret("content", CredentialKinds::content)));

    private static final CredentialKind<StandardUsernamePasswordCredentials> PASSWORD = new CredentialKind<>(
            StandardUsernamePasswordCredentials.class,
            List.of(username(), CredentialPart.secret("password", credential -> text(credential.getPassword()))));

    private static final CredentialKind<SSHUserPrivateKey> SSH = new CredentialKind<>(
            SSHUserPrivateKey.class,
            List.of(
                    username(),
                    CredentialPart.secret("privateKey", CredentialKinds::privateKey),
                    CredentialPart.secret("passphrase", credential -> text(credential.getPassphrase()))));

    private static final CredentialKind<StandardCertificateCredentials> CERTIFICATE = new CredentialKind<>(
            StandardCertificateCredentials.class,
            List.of(
                    CredentialPart.secret("keystore", CredentialKinds::keystore),
                    CredentialPart.secret("password", credential -> text(credential.getPassword()))));

    /** One that is of several kinds counts as the first of them. */
    private static final List<CredentialKind<?>> ALL = List.of(TEXT, FILE, SSH, CERTIFICATE, PASSWORD);

    private CredentialKinds() {}

    /** Null where it is of none of the kinds. */
    @CheckForNull
    static OpenCredential<?> open(IdCredentials credential) {
        for (CredentialKind<?> kind : ALL) {
            OpenCredential<?> open = kind.open(credential);
            if (open != null) {
                return open;
            }
        }
        return null;
    }

    /** Whether a credential can be given to an action. */
    public static boolean isKnown(Credentials credential) {
        return credential instanceof IdCredentials named && open(named) != null;
    }

    /** The parts that people can choose from; none where there is but one, or the kind is not known. */
    public static List<String> parts(IdCredentials credential) {
        OpenCredential<?> open = open(credential);
        return open == null || open.isSingle() ? List.of() : open.partNames();
    }

    private static <C extends UsernameCredentials> CredentialPart<C> username() {
        return new CredentialPart<>(
                "username", UsernameCredentials::isUsernameSecret, credential -> text(credential.getUsername()));
    }

    private static SecretValue text(@CheckForNull Secret secret) {
        return text(Secret.toString(secret));
    }

    private static SecretValue text(String text) {
        return SecretValue.taking(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SecretValue content(FileCredentials credential) throws IOException {
        try (InputStream in = credential.getContent()) {
            // One byte more than any document may have, so that the document is refused and the memory is not filled.
            return SecretValue.taking(in.readNBytes(ParameterDocument.MAX_FILE_BYTES + 1));
        }
    }

    private static SecretValue privateKey(SSHUserPrivateKey credential) throws IOException {
        List<String> keys = credential.getPrivateKeys();
        if (keys.isEmpty()) {
            throw new IOException("it holds no private key");
        }
        return text(keys.get(0));
    }

    /** As PKCS #12, protected by the password of the credential. */
    private static SecretValue keystore(StandardCertificateCredentials credential) throws IOException {
        char[] password = Secret.toString(credential.getPassword()).toCharArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            KeyStore store = credential.getKeyStore();
            store.store(out, password);
        } catch (GeneralSecurityException e) {
            throw new IOException("its key store can't be written", e);
        }
        return SecretValue.taking(out.toByteArray());
    }
}
