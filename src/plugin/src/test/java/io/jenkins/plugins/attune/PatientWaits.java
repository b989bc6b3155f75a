package io.jenkins.plugins.attune;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets every wait for an event last longer than Awaitility's ten seconds, which a busy machine may need. */
public final class PatientWaits implements BeforeAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
    }
}
