package io.jenkins.plugins.attune.environment;

import io.jenkins.plugins.attune.engine.environment.EnvironmentStatus;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;

/** One environment as the page of its agent shows it. */
public final class EnvironmentRow {
    private final EnvironmentStatus status;

    EnvironmentRow(EnvironmentStatus status) {
        this.status = status;
    }

    public String getId() {
        return status.id();
    }

    /** For people. */
    public String getStateName() {
        return switch (status.state()) {
            case READY -> Messages.EnvironmentRow_ready();
            case BUILDING -> Messages.EnvironmentRow_building();
            case FAILED -> Messages.EnvironmentRow_failed();
            case INCOMPLETE -> Messages.EnvironmentRow_incomplete();
        };
    }

    public String getStateIcon() {
        return switch (status.state()) {
            case READY -> "symbol-status-blue";
            case BUILDING -> "symbol-hourglass";
            case FAILED -> "symbol-status-red";
            case INCOMPLETE -> "symbol-status-aborted";
        };
    }

    public String getPack() {
        return status.origin().pack();
    }

    /** Empty where it is not known. */
    public String getRuntime() {
        return status.origin().runtime();
    }

    public long getBytes() {
        return status.usage().bytes();
    }

    /** What is wrong; empty where nothing is. */
    public String getProblem() {
        return status.details().problem();
    }

    public boolean isLogged() {
        return !status.details().log().isEmpty();
    }

    public int getUsers() {
        return status.usage().users();
    }

    public long getLastUsed() {
        return status.usage().lastUsed();
    }

    public Date getLastUsedDate() {
        return new Date(status.usage().lastUsed());
    }

    /** Whether it is known when it was built. */
    public boolean isBuilt() {
        return status.usage().buildMillis() > 0;
    }

    /** How long its build took, in seconds and tenths. */
    public String getBuildSeconds() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                status.usage().buildMillis() / (double) Duration.ofSeconds(1).toMillis());
    }
}
