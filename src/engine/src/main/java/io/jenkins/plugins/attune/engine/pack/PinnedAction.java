package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.ActionNotRunnableException;
import io.jenkins.plugins.attune.engine.runtime.Version;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.util.Objects;

/**
 * An action as it is asked for: {@code pack.action}, or {@code pack.action@version} where only a pack of that version,
 * or of that range of versions, will do.
 *
 * <p>It chooses no version: of a pack there is one at a time, and another is never run in its stead.
 *
 * @param version of the pack; null where any will do
 */
public record PinnedAction(ActionRef ref, @CheckForNull String version) {
    public PinnedAction {
        Objects.requireNonNull(ref);
        if (version != null) {
            if (version.isBlank()) {
                throw new IllegalArgumentException("the version of the pack is missing after '@'");
            }
            VersionRange.parse(version);
        }
    }

    /** @throws IllegalArgumentException where the text is none of the two; the message says why */
    public static PinnedAction parse(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new PinnedAction(ActionRef.parse(text), null)
                : new PinnedAction(ActionRef.parse(text.substring(0, at)), text.substring(at + 1));
    }

    /** Fails where the pack is of another version. */
    public void require(ResolvedAction found) throws ActionNotRunnableException {
        String there = found.pack().manifest().version();
        if (version != null && !admits(there)) {
            throw new ActionNotRunnableException(
                    "the pack '" + ref.pack() + "' is here in version " + there + ", and '" + ref
                            + "' was asked for in " + version,
                    found.pack().location(),
                    "Ask for the version that is here, or have the other one installed.");
        }
    }

    private boolean admits(String there) {
        if (there.equals(version)) {
            return true;
        }
        try {
            return VersionRange.parse(version).admits(Version.parse(there));
        } catch (IllegalArgumentException noVersion) {
            // What is no version in numbers is only ever equal to itself.
            return false;
        }
    }
}
