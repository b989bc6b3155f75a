package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.Arrays;

/**
 * One key of a run.
 *
 * @param number by which the platform's clients know it beside its reference
 * @param value as JSON; wiped when the run ends
 */
record Key(long number, String reference, String name, byte[] value, Times times) {
    /** When it was made and last changed, for this run. */
    record Times(Instant created, Instant updated) {}

    /** The key with what a caller changes; null leaves as it is. */
    Key with(@CheckForNull String newName, @CheckForNull byte[] newValue, Instant now) {
        return new Key(
                number,
                reference,
                newName == null ? name : newName,
                newValue == null ? value : newValue,
                new Times(times.created(), now));
    }

    void wipe() {
        Arrays.fill(value, (byte) 0);
    }

    /** Never its value. */
    @Override
    public String toString() {
        return "Key[" + reference + "]";
    }
}
