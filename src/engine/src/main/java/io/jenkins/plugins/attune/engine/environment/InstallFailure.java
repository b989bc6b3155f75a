package io.jenkins.plugins.attune.engine.environment;

import java.nio.file.Path;
import java.util.List;

/** A step of a build failed; carries what the installer said last, redacted. */
final class InstallFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** A failure that says everything by itself. */
    InstallFailure(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    /**
     * A program of the installation failed.
     *
     * @param said its last lines, oldest first
     * @param root of the environments
     */
    InstallFailure(String what, List<String> said, Path root) {
        super(said.isEmpty() ? what : what + ":\n" + Complaint.text(said));
        this.remedy = Remedy.of(String.join("\n", said), root);
    }

    String remedy() {
        return remedy;
    }
}
