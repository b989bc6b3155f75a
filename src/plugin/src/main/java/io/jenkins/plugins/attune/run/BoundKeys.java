package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.run.RunKeySet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The keys of one run, looked up.
 *
 * @param order what was asked for, with what is bound above the job
 * @param set wiped when this is closed, or by whoever takes it
 * @param hidden copies of what is secret in them, for whoever hides it
 */
record BoundKeys(KeyOrder order, RunKeySet set, List<SecretValue> hidden, Origins origins) implements AutoCloseable {
    BoundKeys {
        hidden = List.copyOf(hidden);
    }

    /**
     * Where they come from.
     *
     * @param places reference to the place, in words
     * @param credentials ids of those that were looked up
     */
    record Origins(SortedMap<String, String> places, SortedSet<String> credentials) {
        Origins {
            places = new TreeMap<>(places);
            credentials = new TreeSet<>(credentials);
        }
    }

    static BoundKeys none() {
        return new BoundKeys(KeyOrder.NONE, RunKeySet.none(), List.of(), new Origins(new TreeMap<>(), new TreeSet<>()));
    }

    /** What the console says: what is not in the step itself, by where it is. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        origins.places().forEach((reference, place) -> {
            if (!place.equals(BuildKeys.STEP)) {
                notes.add("key '" + reference + "': bound by the " + place);
            }
        });
        return notes;
    }

    @Override
    public void close() {
        set.close();
        hidden.forEach(SecretValue::close);
    }

    /** References only. */
    @Override
    public String toString() {
        return "BoundKeys" + origins.places().keySet();
    }
}
