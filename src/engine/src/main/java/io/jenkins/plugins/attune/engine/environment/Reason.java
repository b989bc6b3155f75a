package io.jenkins.plugins.attune.engine.environment;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Says to a person why a file could not be had, without the names of Java's classes. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        String said = e.getMessage();
        if (e instanceof AccessDeniedException denied) {
            said = denied.getFile() + ": permission denied";
        } else if (said == null || e instanceof FileSystemException file && file.getReason() == null) {
            said = e.toString();
        }
        return Redaction.ofUrls(said);
    }
}
