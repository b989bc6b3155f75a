package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The members of a JSON object (RFC 8259), each as the piece of the text that it is.
 *
 * <p>A key's value may be a secret: it is checked and passed on as the bytes it came in, and never becomes a
 * {@code String}. Agents have no library for this.
 */
final class JsonSlices {
    private static final int MAX_DEPTH = 64;

    private final byte[] text;
    private final Map<String, int[]> members = new LinkedHashMap<>();
    private int at;

    private JsonSlices(byte[] text) {
        this.text = text;
    }

    /** The text is no JSON, or no object; says where, never what. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(int at) {
            super("no JSON object: byte " + at + " is not what belongs there");
        }
    }

    /** @param text is kept, not copied */
    static JsonSlices object(byte[] text) throws MalformedException {
        JsonSlices slices = new JsonSlices(text);
        slices.space();
        slices.object(slices.members, 0);
        slices.space();
        if (slices.at != text.length) {
            throw slices.malformed();
        }
        return slices;
    }

    /** Whether the text is one JSON value. */
    static boolean isValue(byte[] text) {
        JsonSlices slices = new JsonSlices(text);
        try {
            slices.space();
            slices.value(0);
            slices.space();
            return slices.at == text.length;
        } catch (MalformedException e) {
            return false;
        }
    }

    /** A copy of a member's text; null where there is no such member, or where it is {@code null}. */
    @CheckForNull
    byte[] raw(String name) {
        int[] range = members.get(name);
        if (range == null || range[1] - range[0] == 4 && text[range[0]] == 'n') {
            return null;
        }
        return Arrays.copyOfRange(text, range[0], range[1]);
    }

    /** Whether there is such a member, {@code null} or not. */
    boolean has(String name) {
        return members.containsKey(name);
    }

    /** A member that is a string; null for anything else. */
    @CheckForNull
    String string(String name) {
        int[] range = members.get(name);
        return range == null || text[range[0]] != '"' ? null : decoded(range[0], range[1]);
    }

    private void value(int depth) throws MalformedException {
        if (depth > MAX_DEPTH || at >= text.length) {
            throw malformed();
        }
        switch (text[at]) {
            case '{' -> object(null, depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(@CheckForNull Map<String, int[]> found, int depth) throws MalformedException {
        take('{');
        space();
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            int begin = at;
            string();
            int end = at;
            space();
            take(':');
            space();
            int from = at;
            value(depth + 1);
            if (found != null && found.put(decoded(begin, end), new int[] {from, at}) != null) {
                throw malformed();
            }
            space();
            if (peek() == '}') {
                at++;
                return;
            }
            take(',');
            space();
        }
    }

    private void array(int depth) throws MalformedException {
        take('[');
        space();
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            value(depth + 1);
            space();
            if (peek() == ']') {
                at++;
                return;
            }
            take(',');
            space();
        }
    }

    private void string() throws MalformedException {
        take('"');
        while (peek() != '"') {
            if (peek() < ' ' && peek() >= 0) {
                throw malformed();
            }
            if (text[at++] == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() throws MalformedException {
        int letter = peek();
        at++;
        if (letter == 'u') {
            for (int i = 0; i < 4; i++) {
                if (Character.digit(peek(), 16) < 0) {
                    throw malformed();
                }
                at++;
            }
        } else if ("\"\\/bfnrt".indexOf(letter) < 0) {
            throw malformed();
        }
    }

    private void number() throws MalformedException {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length && text[at] == '.') {
            at++;
            digits();
        }
        if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() throws MalformedException {
        int begin = at;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == begin) {
            throw malformed();
        }
    }

    private void word(String word) throws MalformedException {
        for (int i = 0; i < word.length(); i++) {
            take(word.charAt(i));
        }
    }

    private void take(char wanted) throws MalformedException {
        if (peek() != wanted) {
            throw malformed();
        }
        at++;
    }

    private int peek() throws MalformedException {
        if (at >= text.length) {
            throw malformed();
        }
        return text[at];
    }

    private void space() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
    }

    private MalformedException malformed() {
        return new MalformedException(at);
    }

    /** Of a string that has been checked, quotes included. */
    private String decoded(int begin, int end) {
        String inner = new String(text, begin + 1, end - begin - 2, StandardCharsets.UTF_8);
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder plain = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = inner.charAt(++i);
            if (escaped == 'u') {
                plain.append((char) Integer.parseInt(inner.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                int control = "bfnrt".indexOf(escaped);
                plain.append(control < 0 ? escaped : "\b\f\n\r\t".charAt(control));
            }
        }
        return plain.toString();
    }
}
