package io.jenkins.plugins.attune.engine.environment;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * A name and a password for the package index on one host; lives from the start of a build to its end.
 *
 * @param host of the index or registry, with its port where one is named in the URL
 * @param user empty where the password is a token
 * @param password UTF-8; wiped by whoever used it
 */
public record InstallerCredential(String host, String user, byte[] password) implements Serializable {
    public InstallerCredential {
        Objects.requireNonNull(host);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
    }

    /** Overwrites the password. */
    public void wipe() {
        Arrays.fill(password, (byte) 0);
    }

    /** Neither user nor password. */
    @Override
    public String toString() {
        return "InstallerCredential[" + host + "]";
    }
}
