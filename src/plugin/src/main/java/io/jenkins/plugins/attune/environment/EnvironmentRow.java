package io.jenkins.plugins.attune.environment;

import hudson.Util;
import io.jenkins.plugins.attune.engine.environment.EnvironmentStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One environment as the page of its agent shows it. */
@ExportedBean(defaultVisibility = 999)
public final class EnvironmentRow {
    /** How pip, uv and npm begin such a line. */
    private static final Pattern COMPLAINT = Pattern.compile("(?:npm )?err(?:or|!)", Pattern.CASE_INSENSITIVE);

    private final EnvironmentStatus status;

    EnvironmentRow(EnvironmentStatus status) {
        this.status = status;
    }

    @Exported
    public String getId() {
        return status.id();
    }

    @Exported
    public String getState() {
        return status.state().name().toLowerCase(Locale.ROOT);
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

    /** Class of Jenkins' own style sheet. */
    public String getStateClass() {
        return switch (status.state()) {
            case READY -> "jenkins-!-success-color";
            case BUILDING -> "";
            case FAILED, INCOMPLETE -> "jenkins-!-error-color";
        };
    }

    @Exported
    public String getPack() {
        return status.origin().pack();
    }

    /** Name and version; empty where they are not known. */
    @Exported
    public String getRuntime() {
        String shown = status.origin().runtime();
        int path = shown.indexOf(" (");
        return path < 0 ? shown : shown.substring(0, path);
    }

    public String getInterpreter() {
        return status.origin().interpreter();
    }

    @Exported
    public long getBytes() {
        return status.usage().bytes();
    }

    /** What is wrong; empty where nothing is. */
    public String getProblem() {
        return status.details().problem();
    }

    /** The line of it in which the installer says what it misses, or else the first. */
    public String getGist() {
        List<String> lines = getProblem().strip().lines().toList();
        return lines.stream()
                .filter(line -> COMPLAINT.matcher(line).lookingAt())
                .reduce((before, line) -> line)
                .orElse(lines.isEmpty() ? "" : lines.get(0));
    }

    public boolean isLogged() {
        return !status.details().log().isEmpty();
    }

    @Exported
    public int getUsers() {
        return status.usage().users();
    }

    @Exported
    public long getLastUsed() {
        return status.usage().lastUsed();
    }

    @Exported
    public long getBuiltAt() {
        return status.usage().buildMillis() > 0 ? status.usage().builtAt() : 0;
    }

    /** How long ago a moment was, for people; empty for none. */
    public String ago(long moment) {
        long passed = Math.max(0, System.currentTimeMillis() - moment);
        return moment == 0 ? "" : Messages.EnvironmentRow_ago(Util.getTimeSpanString(passed));
    }

    /** How long its build took, in seconds and tenths. */
    public String getBuildSeconds() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                status.usage().buildMillis() / (double) Duration.ofSeconds(1).toMillis());
    }
}
