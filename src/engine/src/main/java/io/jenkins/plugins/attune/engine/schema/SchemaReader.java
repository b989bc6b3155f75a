package io.jenkins.plugins.attune.engine.schema;

import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import java.util.function.Consumer;

/** Reads both shapes of schema, flat and JSON Schema, into one. */
public final class SchemaReader {
    private SchemaReader() {}

    /** What a schema is for. */
    public enum Kind {
        /** Undeclared names are refused, unless the schema lets them through. */
        PARAMETERS,
        /** Undeclared names are let through, unless the schema refuses them. */
        OUTPUT
    }

    /** Reads the schema at a place of a document; what is wrong is reported and left out. */
    public static ValueSchema read(YamlDocument document, String pointer, Kind kind, Consumer<Problem> problems) {
        return new SchemaReading(new SchemaSource(document, problems), kind).read(pointer);
    }
}
