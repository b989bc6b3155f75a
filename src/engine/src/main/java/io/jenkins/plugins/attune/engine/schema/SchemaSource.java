package io.jenkins.plugins.attune.engine.schema;

import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import java.util.function.Consumer;

/** The document a schema stands in, and where its problems go. Used for one schema, by one thread. */
final class SchemaSource implements Consumer<Problem> {
    static final String BAD_SCHEMA = "bad-schema";

    private final YamlDocument document;
    private final Consumer<Problem> problems;
    private boolean failed;

    SchemaSource(YamlDocument document, Consumer<Problem> problems) {
        this.document = document;
        this.problems = problems;
    }

    YamlDocument document() {
        return document;
    }

    /** Whether an error was reported. */
    boolean failed() {
        return failed;
    }

    @Override
    public void accept(Problem problem) {
        failed |= problem.severity() == Severity.ERROR;
        problems.accept(problem);
    }

    /** Reports an error in the schema, at a value. */
    void bad(String pointer, String message) {
        accept(document.problem(Severity.ERROR, pointer, BAD_SCHEMA, message));
    }

    /** Reports an error in the schema, at a key. */
    void badKey(String pointer, String message) {
        accept(document.problemAtKey(Severity.ERROR, pointer, BAD_SCHEMA, message));
    }
}
