package io.jenkins.plugins.attune.engine.queue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One change of what must outlive the process. Holds ids, names and numbers; never a parameter of a run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "record")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalRecord.Entered.class, name = "entered"),
    @JsonSubTypes.Type(value = JournalRecord.Granted.class, name = "granted"),
    @JsonSubTypes.Type(value = JournalRecord.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = JournalRecord.Renumbered.class, name = "renumbered"),
    @JsonSubTypes.Type(value = JournalRecord.Configured.class, name = "configured"),
    @JsonSubTypes.Type(value = JournalRecord.BreakerChanged.class, name = "breaker"),
    @JsonSubTypes.Type(value = JournalRecord.Counted.class, name = "counted")
})
sealed interface JournalRecord {
    /** A ticket takes its place in its lines. */
    record Entered(long number, Request request, long atMillis) implements JournalRecord {}

    /** A ticket holds its slots. An offer is not saved: after a restart it is made again. */
    record Granted(long number, long atMillis) implements JournalRecord {}

    record Ended(long number) implements JournalRecord {}

    /** A ticket goes to the end of its lines. */
    record Renumbered(long number, long to) implements JournalRecord {}

    /** What people set; nothing is kept of a queue for which that is nothing. */
    record Configured(String key, SettingsVersion state) implements JournalRecord {}

    record BreakerChanged(String key, int failures, long openUntilMillis, long sinceMillis, String lastFailed)
            implements JournalRecord {
        boolean isReset() {
            return failures == 0;
        }
    }

    /** The highest numbers given so far, for where the tickets that had them are gone. */
    record Counted(long lastNumber, long lastVersion) implements JournalRecord {}
}
