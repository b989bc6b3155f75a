package io.jenkins.plugins.attune.engine.environment;

import java.io.IOException;
import java.util.List;

/** Where a build gets the credentials for its index from, asked only when something is to be installed. */
@FunctionalInterface
public interface InstallerCredentials {
    /** The credentials; the caller wipes them. */
    List<InstallerCredential> read() throws IOException;

    /** An index that asks for none. */
    static InstallerCredentials none() {
        return List::of;
    }
}
