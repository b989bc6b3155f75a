package io.jenkins.plugins.attune.engine.queue;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One state of a queue's settings.
 *
 * @param version rises with every change of any queue, so that no two states share one; 0 where nothing is set
 * @param changes what this state changed, one short text each
 */
public record SettingsVersion(long version, QueueSettings settings, String by, long atMillis, List<String> changes) {
    /** Before the first change. */
    public static final SettingsVersion NONE = new SettingsVersion(0, QueueSettings.NONE, "", 0, List.of());

    public SettingsVersion {
        Objects.requireNonNull(settings);
        Objects.requireNonNull(by);
        changes = List.copyOf(changes);
    }

    public Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }

    @Override
    public String toString() {
        return by + " at " + at() + ": " + String.join(", ", changes);
    }
}
