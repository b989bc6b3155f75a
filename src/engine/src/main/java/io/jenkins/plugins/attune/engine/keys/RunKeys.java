package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys of one run, in the shapes that the platform's clients read; wiped when the run ends.
 *
 * <p>To a client every key is the encrypted one of the action's own pack: packs check that.
 */
final class RunKeys {
    private final KeyOwner owner;
    private final Clock clock;
    private final Object lock = new Object();
    private final SortedMap<String, Key> keys = new TreeMap<>();
    private long last;
    private boolean closed;

    RunKeys(KeyOwner owner, Clock clock) {
        this.owner = owner;
        this.clock = clock;
    }

    /** Puts these in place of all there are; the values are taken over. */
    void replace(SortedMap<String, byte[]> values) {
        synchronized (lock) {
            wipe();
            values.forEach(this::add);
        }
    }

    private Key add(String reference, byte[] value) {
        Instant now = clock.instant();
        Key key = new Key(++last, reference, reference, value, new Key.Times(now, now));
        if (closed) {
            key.wipe();
        } else {
            keys.put(reference, key);
        }
        return key;
    }

    boolean has(String reference) {
        synchronized (lock) {
            return keys.containsKey(reference);
        }
    }

    boolean isFull() {
        synchronized (lock) {
            return keys.size() >= KeyFrame.MAX_KEYS;
        }
    }

    /** The whole of a key as an answer, which the caller wipes; null where there is none. */
    @CheckForNull
    byte[] shown(String reference) {
        synchronized (lock) {
            Key key = keys.get(reference);
            if (key == null) {
                return null;
            }
            JsonWriter json = new JsonWriter().open('{').name("data");
            begin(json, key);
            json.name("owner_pack_ref").text(owner.pack());
            for (String none : List.of(
                    "owner_identity",
                    "owner_pack",
                    "owner_action",
                    "owner_action_ref",
                    "owner_sensor",
                    "owner_sensor_ref")) {
                json.member(none, null);
            }
            json.name("value").raw(key.value());
            json.member("updated", time(key.times().updated())).close('}');
            return json.close('}').finish();
        }
    }

    /** What begins a key wherever it is shown; its value is not in it. */
    private void begin(JsonWriter json, Key key) {
        String prefix = owner.pack() + ".";
        json.open('{').member("id", key.number()).member("ref", key.reference());
        json.member(
                "local_ref",
                key.reference().startsWith(prefix) ? key.reference().substring(prefix.length()) : key.reference());
        json.member("owner_type", "pack").member("owner", owner.pack());
        json.member("name", key.name()).name("encrypted").plain("true");
        json.member("created", time(key.times().created()));
    }

    /** One page of the keys, without their values. */
    byte[] list(Page page) {
        synchronized (lock) {
            JsonWriter json = new JsonWriter().open('{').name("items").open('[');
            for (Key key : page.of(new ArrayList<>(keys.values()))) {
                begin(json, key);
                json.close('}');
            }
            json.close(']');
            page.describe(json, keys.size());
            return json.close('}').finish();
        }
    }

    /** Makes a key, or changes what is not null of one; the value is taken over. */
    void put(String reference, @CheckForNull String name, @CheckForNull byte[] value) {
        synchronized (lock) {
            Key old = keys.get(reference);
            Key key = old == null ? add(reference, value == null ? new byte[0] : value) : old;
            if (!closed) {
                keys.put(reference, key.with(name, value, clock.instant()));
            }
            if (old != null && value != null) {
                old.wipe();
            }
        }
    }

    void close() {
        synchronized (lock) {
            wipe();
            closed = true;
        }
    }

    private void wipe() {
        keys.values().forEach(Key::wipe);
        keys.clear();
    }

    /** As older readers of ISO 8601 want it, too: in whole seconds, with an offset in digits. */
    static String time(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME
                .format(instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC))
                .replace("Z", "+00:00");
    }
}
