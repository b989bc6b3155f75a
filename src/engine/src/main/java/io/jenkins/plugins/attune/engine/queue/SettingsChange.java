package io.jenkins.plugins.attune.engine.queue;

import java.util.Objects;

/**
 * What a person wants a queue's settings to be.
 *
 * @param from the version that the person saw
 * @param by who, for the others
 */
public record SettingsChange(String key, long from, QueueSettings to, String by) {
    public SettingsChange {
        QueueKeys.require(key);
        Objects.requireNonNull(to);
        Objects.requireNonNull(by);
    }
}
