package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The credentials of one run, looked up: what the action gets, and what must not be shown of it. For one thread. */
final class ResolvedCredentials implements AutoCloseable {
    private final Map<String, SecretValue> values = new LinkedHashMap<>();
    private final Set<String> structured = new LinkedHashSet<>();
    private final List<SecretValue> hidden = new ArrayList<>();
    private final SortedSet<String> ids = new TreeSet<>();

    void used(String id) {
        ids.add(id);
    }

    /** Of every credential that was looked up. */
    SortedSet<String> ids() {
        return new TreeSet<>(ids);
    }

    void add(String parameter, SecretValue value, boolean json) {
        values.put(parameter, value);
        if (json) {
            structured.add(parameter);
        }
    }

    /** Takes over parts that must not be shown. */
    void hide(List<SecretValue> parts) {
        hidden.addAll(parts);
    }

    /** By parameter; whoever takes them wipes them. */
    Map<String, SecretValue> values() {
        return values;
    }

    /** Parameters whose secret is JSON. */
    Set<String> structured() {
        return structured;
    }

    /** Hides what is to be hidden, which is then wiped here. */
    SecretMask mask() {
        SecretMask mask = SecretMask.of(hidden);
        hidden.forEach(SecretValue::close);
        hidden.clear();
        return mask;
    }

    /** Wipes everything, also the values that were taken. */
    @Override
    public void close() {
        values.values().forEach(SecretValue::close);
        hidden.forEach(SecretValue::close);
    }
}
