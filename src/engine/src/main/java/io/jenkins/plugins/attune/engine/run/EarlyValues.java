package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.util.Set;
import java.util.TreeSet;

/**
 * What keys of queues may be made of before a run is prepared, and before everything about it is known.
 *
 * <p>A key that takes a parameter which is not known yet can't be made of them: it has no value here.
 */
public final class EarlyValues {
    private EarlyValues() {}

    /**
     * Of a call that is not checked.
     *
     * @param known the plain parameters whose values are known; taken over
     * @param unknown names of those that are given, with values nobody knows yet
     * @param credentials names of those that are given as secrets
     */
    public static KeyPattern.Values of(Action action, ObjectNode known, Set<String> unknown, Set<String> credentials) {
        Set<String> secret = new TreeSet<>(action.contract().parameters().secretNames());
        secret.addAll(credentials);
        for (Property property : action.contract().parameters().properties()) {
            String name = property.name();
            boolean given = known.hasNonNull(name) || unknown.contains(name);
            if (!given && property.defaultValue() != null) {
                known.set(name, property.defaultValue().deepCopy());
            }
        }
        return new KeyPattern.Values(action.ref().toString(), action.ref().pack(), known, secret);
    }
}
