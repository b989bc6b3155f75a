package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Truncation;

/** How something left out of a snapshot is told to the author. */
record ProblemReport(String rule, String message) {
    private static final int MEBIBYTE = 1024 * 1024;

    static ProblemReport of(Truncation.Reason reason) {
        return switch (reason) {
            case FILE_TOO_LARGE ->
                new ProblemReport(
                        "file-too-large",
                        "larger than " + SnapshotWalk.MAX_YAML_BYTES / MEBIBYTE + " MiB (YAML) or "
                                + SnapshotWalk.MAX_MANIFEST_BYTES / MEBIBYTE + " MiB (dependencies)");
            case METADATA_TOO_LARGE ->
                new ProblemReport(
                        "file-too-large",
                        "the YAML files and dependency manifests of the pack are together larger than "
                                + SnapshotWalk.MAX_METADATA_BYTES / MEBIBYTE + " MiB");
            case TOO_MANY_FILES ->
                new ProblemReport("too-many-files", "the pack holds more than " + SnapshotWalk.MAX_ENTRIES + " files");
            case UNREADABLE -> new ProblemReport("unreadable", "the user who reads the pack may not read this");
        };
    }
}
