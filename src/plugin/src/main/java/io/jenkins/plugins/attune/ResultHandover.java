package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractBuild;
import io.jenkins.plugins.attune.engine.run.ResultVariables;
import io.jenkins.plugins.attune.engine.run.SharedResult;
import io.jenkins.plugins.attune.run.BuildPlace;
import io.jenkins.plugins.attune.run.ResultFile;
import io.jenkins.plugins.attune.run.RunReport;
import java.io.IOException;

/**
 * What a build step gives of its result to the steps after it.
 *
 * @param prefix of variables; null for none
 * @param file null for none
 */
record ResultHandover(
        @CheckForNull String prefix, @CheckForNull ResultFile file) {
    static final ResultHandover NONE = new ResultHandover(null, null);

    /** @throws IllegalArgumentException where one of them is wrong */
    static ResultHandover of(@CheckForNull String prefix, @CheckForNull String file) {
        return new ResultHandover(
                prefix == null ? null : ResultVariables.checkedPrefix(prefix),
                file == null ? null : new ResultFile(file));
    }

    void take(RunReport report, BuildPlace place) throws IOException, InterruptedException {
        if (file != null) {
            file.write(place.spot().workspace(), report);
        }
        if (prefix == null) {
            return;
        }
        if (place.build() instanceof AbstractBuild) {
            ResultVariables found = ResultVariables.of(prefix, new SharedResult(report.result()));
            place.build().addAction(new ResultEnvironment(found.variables()));
            if (!found.leftOut().isEmpty()) {
                note(place, "too large for variables, and left out: " + String.join(", ", found.leftOut()));
            }
        } else {
            note(place, "variables of a result are set in freestyle and matrix builds only");
        }
    }

    private static void note(BuildPlace place, String text) {
        place.listener().getLogger().println("[attune] " + text);
    }
}
