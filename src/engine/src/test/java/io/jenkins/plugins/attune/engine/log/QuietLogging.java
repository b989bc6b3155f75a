package io.jenkins.plugins.attune.engine.log;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For tests that provoke thousands of errors, each with its stack trace. */
final class QuietLogging implements BeforeAllCallback, AfterAllCallback {
    private final Logger logger = Logger.getLogger(StoredLog.class.getPackageName());

    @Override
    public void beforeAll(ExtensionContext context) {
        logger.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        logger.setLevel(null);
    }
}
