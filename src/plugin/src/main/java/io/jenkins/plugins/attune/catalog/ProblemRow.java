package io.jenkins.plugins.attune.catalog;

import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One thing that is wrong with a pack. */
@ExportedBean(defaultVisibility = 999)
public final class ProblemRow {
    private final Problem problem;

    ProblemRow(Problem problem) {
        this.problem = problem;
    }

    @Exported
    public String getSeverity() {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }

    /** File below the pack's directory, with line and column where they are known. */
    @Exported
    public String getPlace() {
        return problem.place();
    }

    @Exported
    public String getRule() {
        return problem.rule();
    }

    @Exported
    public String getMessage() {
        return problem.message();
    }

    public boolean isError() {
        return problem.severity() == Severity.ERROR;
    }
}
