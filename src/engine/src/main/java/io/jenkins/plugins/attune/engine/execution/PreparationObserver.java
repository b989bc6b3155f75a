package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.environment.InstallerCredential;
import java.io.IOException;
import java.util.List;

/** Told how the environments of a pack get on. */
public interface PreparationObserver {
    /** A line for people. */
    void progress(String line) throws IOException;

    /** Credentials for the index that packages are installed from; asked only when an environment is built. */
    List<InstallerCredential> installerCredentials() throws IOException;

    /**
     * Nothing follows.
     *
     * @param failures why some environments are not there; none where all are
     */
    void ended(List<RunFailure> failures) throws IOException;
}
