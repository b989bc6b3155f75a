package io.jenkins.plugins.attune.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of one run, checked and complete: plain values, and secrets beside them.
 *
 * <p>Closing wipes the secrets.
 *
 * @param structured names of the secrets that are not text: their bytes are JSON and go into the document as such
 */
public record Parameters(ObjectNode plain, SortedMap<String, SecretValue> secrets, Set<String> structured)
        implements AutoCloseable {
    public Parameters {
        plain = plain.deepCopy();
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
        structured = Set.copyOf(structured);
        for (Iterator<String> names = plain.fieldNames(); names.hasNext(); ) {
            if (secrets.containsKey(names.next())) {
                throw new IllegalArgumentException("a parameter is either plain or secret");
            }
        }
    }

    /** All names, sorted, each with its plain value, or null where it is a secret. */
    SortedMap<String, JsonNode> sorted() {
        SortedMap<String, JsonNode> all = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : plain.properties()) {
            all.put(entry.getKey(), entry.getValue());
        }
        secrets.keySet().forEach(name -> all.put(name, null));
        return all;
    }

    @Override
    public void close() {
        secrets.values().forEach(SecretValue::close);
    }

    /** Names only. */
    @Override
    public String toString() {
        return "Parameters" + sorted().keySet();
    }
}
