package io.jenkins.plugins.attune;

import java.util.Locale;

/** What a run is at when something happens to whoever follows it. */
enum Moment {
    OUTPUT,
    SILENCE,
    EXIT;

    /** The job whose builds are at it. */
    String job() {
        return name().toLowerCase(Locale.ROOT);
    }
}
