package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which keys a call can be expected to ask for: those that one of its parameters names, and those of its own pack.
 *
 * <p>So keys that are bound for many runs at once go only to the runs that have to do with them.
 */
public final class NamedKeys implements Predicate<String> {
    private final String prefix;
    private final Set<String> texts;

    private NamedKeys(String prefix, Set<String> texts) {
        this.prefix = prefix;
        this.texts = texts;
    }

    /** @param given the plain parameters of the call; defaults count where it gives none */
    public static NamedKeys of(Action action, ObjectNode given) {
        Set<String> texts = new TreeSet<>();
        given.forEach(value -> add(value, texts));
        for (Property property : action.contract().parameters().properties()) {
            JsonNode value = property.defaultValue();
            if (value != null && !property.secret() && !given.hasNonNull(property.name())) {
                add(value, texts);
            }
        }
        return new NamedKeys(action.ref().pack() + ".", texts);
    }

    private static void add(JsonNode value, Set<String> texts) {
        if (value.isTextual()) {
            texts.add(value.textValue());
        }
    }

    @Override
    public boolean test(String reference) {
        return reference.startsWith(prefix) || texts.contains(reference);
    }
}
