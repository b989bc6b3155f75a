package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.Map;

/** The note of a build that goes on: what its programs are marked with, so that a successor can end them. */
final class BuildNote {
    private BuildNote() {}

    static void write(Slot slot, String buildId, EnvironmentRequest request, long now) throws IOException {
        StateFile.write(
                slot.building(),
                Map.of(
                        "build",
                        buildId,
                        "pack",
                        request.pack(),
                        "runtime",
                        request.runtime().shown(),
                        "pid",
                        Long.toString(ProcessHandle.current().pid()),
                        "at",
                        Long.toString(now)));
    }

    /** The mark of the build that was begun last and never ended in order; null where there is none. */
    @CheckForNull
    static String buildId(Slot slot) throws IOException {
        return StateFile.read(slot.building()).get("build");
    }
}
