package io.jenkins.plugins.attune.run;

import jenkins.util.SystemProperties;

/** What the administrator allows with secrets. */
final class SecretPolicy {
    private static final String PROPERTY = SecretPolicy.class.getName() + ".allowLiterals";

    private SecretPolicy() {}

    /** Whether a parameter that its action declares secret may be written into the job, with a warning. */
    static boolean allowsLiterals() {
        return SystemProperties.getBoolean(PROPERTY);
    }
}
