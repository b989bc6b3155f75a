package io.jenkins.plugins.attune.engine.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the problems of one pack, as many as anybody will read. Not for several threads. */
final class ProblemList implements Consumer<Problem> {
    /** Most problems kept of one pack. */
    static final int MAX_PROBLEMS = 1_000;

    private final List<Problem> problems = new ArrayList<>();
    private boolean error;

    @Override
    public void accept(Problem problem) {
        error |= problem.severity() == Severity.ERROR;
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        } else if (problems.size() == MAX_PROBLEMS) {
            problems.add(new Problem(
                    Severity.ERROR,
                    problem.file(),
                    problem.line(),
                    problem.column(),
                    "too-many-problems",
                    "further problems of this pack are left out"));
        }
    }

    /** Passes on to this list what a part of the reading reports, and knows whether there was an error in it. */
    Part part() {
        return new Part();
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }

    boolean hasErrors() {
        return error;
    }

    /** The problems of one file. */
    final class Part implements Consumer<Problem> {
        private boolean failed;

        @Override
        public void accept(Problem problem) {
            failed |= problem.severity() == Severity.ERROR;
            ProblemList.this.accept(problem);
        }

        boolean failed() {
            return failed;
        }
    }
}
