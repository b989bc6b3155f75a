package io.jenkins.plugins.attune.view;

import java.time.Duration;

/** Lengths of time in two units at most, as the script of the page writes them, too: {@code 2 h 5 min}. */
public final class Ages {
    private static final int TENTHS_BELOW_SECONDS = 10;
    private static final long SMALLEST_SHOWN_MILLIS = 50;
    private static final double MILLIS_PER_SECOND = 1000;

    private Ages() {}

    public static String of(long millis) {
        Duration age = Duration.ofMillis(Math.max(0, millis));
        if (age.toDays() > 0) {
            return age.toDays() + " d" + rest(age.toHoursPart(), " h");
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h" + rest(age.toMinutesPart(), " min");
        }
        return age.toMinutes() > 0
                ? age.toMinutes() + " min" + rest(age.toSecondsPart(), " s")
                : age.toSeconds() + " s";
    }

    private static String rest(int number, String unit) {
        return number == 0 ? "" : " " + number + unit;
    }

    /** For what was measured: below ten seconds with tenths. */
    public static String measured(long millis) {
        return millis >= SMALLEST_SHOWN_MILLIS && millis < TENTHS_BELOW_SECONDS * MILLIS_PER_SECOND
                ? String.format("%.1f s", millis / MILLIS_PER_SECOND)
                : of(millis);
    }

    /** For what may have taken next to nothing: below a second in milliseconds. */
    public static String exact(long millis) {
        return millis < MILLIS_PER_SECOND ? Math.max(0, millis) + " ms" : measured(millis);
    }
}
