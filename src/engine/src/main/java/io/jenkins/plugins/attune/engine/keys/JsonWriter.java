package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Writes JSON, and leaves no copy behind of the values that come as bytes; agents have no library for this. */
final class JsonWriter {
    /** Lets its own buffer be wiped. */
    private static final class Buffer extends ByteArrayOutputStream {
        /** Grows without leaving the old bytes in memory. */
        private void reserve(int more) {
            if (count + more > buf.length) {
                byte[] larger = Arrays.copyOf(buf, Math.max(buf.length * 2, count + more));
                Arrays.fill(buf, (byte) 0);
                buf = larger;
            }
        }

        private void wipe() {
            Arrays.fill(buf, (byte) 0);
            count = 0;
        }
    }

    private final Buffer out = new Buffer();
    private boolean first = true;

    /** Begins an object or an array, as a value of its own. */
    JsonWriter open(char bracket) {
        next();
        put(Character.toString(bracket));
        first = true;
        return this;
    }

    JsonWriter close(char bracket) {
        put(Character.toString(bracket));
        first = false;
        return this;
    }

    /** The name of the next member. */
    JsonWriter name(String name) {
        next();
        put(quoted(name) + ":");
        first = true;
        return this;
    }

    /** A string, or null. */
    JsonWriter text(@CheckForNull String text) {
        return plain(text == null ? "null" : quoted(text));
    }

    /** A number or a word. */
    JsonWriter plain(String json) {
        next();
        put(json);
        return this;
    }

    /** A value that is JSON already; null is {@code null}. */
    JsonWriter raw(@CheckForNull byte[] json) {
        if (json == null) {
            return plain("null");
        }
        next();
        out.reserve(json.length);
        out.write(json, 0, json.length);
        return this;
    }

    JsonWriter member(String name, @CheckForNull String text) {
        return name(name).text(text);
    }

    JsonWriter member(String name, long number) {
        return name(name).plain(Long.toString(number));
    }

    /** The text; this writer holds nothing afterwards. */
    byte[] finish() {
        byte[] text = out.toByteArray();
        out.wipe();
        return text;
    }

    private void next() {
        if (!first) {
            put(",");
        }
        first = false;
    }

    private void put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.reserve(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
