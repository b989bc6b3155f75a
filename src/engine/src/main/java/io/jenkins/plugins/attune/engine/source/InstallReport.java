package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.Problem;
import java.util.List;

/**
 * What came of an installation.
 *
 * @param changes one for each pack, those that others need first
 * @param notes what went wrong on the way without spoiling it
 */
public record InstallReport(List<Change> changes, List<String> notes) {
    public InstallReport {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /**
     * One pack.
     *
     * @param before what was there under its name; null where nothing was
     * @param requiredBy the pack that needs it; empty where it was asked for
     * @param problems errors in it that make single actions unusable
     */
    public record Change(
            InstalledPack now, @CheckForNull InstalledPack before, String requiredBy, List<Problem> problems) {
        public Change {
            problems = List.copyOf(problems);
        }

        /** Whether the very same was there before. */
        public boolean isNone() {
            return before != null && before.hash().equals(now.hash());
        }
    }
}
