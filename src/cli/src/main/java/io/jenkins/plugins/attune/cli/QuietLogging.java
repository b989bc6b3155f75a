package io.jenkins.plugins.attune.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Keeps the log down to warnings, one line each on standard error.
 *
 * <p>The log manager makes an instance when, and only if, something is logged: most calls log nothing, and so do not pay
 * for its start.
 */
public final class QuietLogging {
    private static final String SETTINGS = """
            handlers=java.util.logging.ConsoleHandler
            .level=WARNING
            java.util.logging.SimpleFormatter.format=attune: warning: %5$s%n
            """;

    /** Called by the log manager, which needs it to be public. */
    public QuietLogging() throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Has an effect only before the first use of the log; a configuration of the user's own is left alone. */
    static void install() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
        }
    }
}
