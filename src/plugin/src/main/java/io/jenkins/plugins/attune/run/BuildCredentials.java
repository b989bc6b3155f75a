package io.jenkins.plugins.attune.run;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Looks credentials up as the build may see them: its folders, the global store, and what its user may use. */
final class BuildCredentials {
    private final Run<?, ?> build;

    BuildCredentials(Run<?, ?> build) {
        this.build = build;
    }

    /**
     * The secrets by parameter name, each use recorded with its credential.
     *
     * @param ids parameter name to credential id
     */
    Map<String, SecretValue> resolve(Map<String, String> ids) throws InvalidParametersException {
        Map<String, SecretValue> secrets = new LinkedHashMap<>();
        boolean done = false;
        try {
            for (Map.Entry<String, String> entry : ids.entrySet()) {
                secrets.put(entry.getKey(), secret(entry.getKey(), entry.getValue()));
            }
            done = true;
            return secrets;
        } finally {
            if (!done) {
                secrets.values().forEach(SecretValue::close);
            }
        }
    }

    private SecretValue secret(String parameter, String id) throws InvalidParametersException {
        StringCredentials credential = CredentialsProvider.findCredentialById(id, StringCredentials.class, build);
        if (credential == null) {
            throw missing(parameter, id);
        }
        CredentialsProvider.track(build, credential);
        // Jenkins keeps the text as a string; this is the only copy that cannot be wiped.
        return SecretValue.taking(credential.getSecret().getPlainText().getBytes(StandardCharsets.UTF_8));
    }

    private InvalidParametersException missing(String parameter, String id) {
        IdCredentials other = CredentialsProvider.findCredentialById(id, IdCredentials.class, build);
        String subject = "the credential '" + id + "' for parameter '" + parameter + "' ";
        if (other != null) {
            return new InvalidParametersException(
                    subject + "is of the kind '" + other.getDescriptor().getDisplayName() + "'",
                    null,
                    "Only the kind 'Secret text' can be passed so far.");
        }
        return new InvalidParametersException(
                subject + "was not found for " + build.getParent().getFullName()
                        + ", neither in its folders nor in the global store",
                null,
                "Check the id, and that the credential's scope is not 'System'.");
    }
}
