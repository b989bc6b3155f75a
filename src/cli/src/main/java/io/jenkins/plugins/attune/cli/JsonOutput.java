package io.jenkins.plugins.attune.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;

/** Writes the one JSON document that {@code --json} puts on standard output. */
final class JsonOutput {
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonOutput() {}

    /** @param document maps, lists, strings, numbers, booleans and nulls */
    static void write(Terminal terminal, Object document) {
        try {
            PrintStream out = terminal.text();
            out.print(MAPPER.writeValueAsString(document) + "\n");
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values are always JSON", e);
        }
    }
}
