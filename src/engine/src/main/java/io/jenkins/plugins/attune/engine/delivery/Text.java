package io.jenkins.plugins.attune.engine.delivery;

/**
 * Writes text in quotes, character by character, so that a secret is never turned into a {@code String}.
 *
 * <p>Lone surrogates, which no UTF-8 text can hold, become U+FFFD.
 */
final class Text {
    private static final int REPLACEMENT = 0xFFFD;

    private Text() {}

    /**
     * A JSON string (RFC 8259, section 7) that is a YAML double-quoted scalar too: the two share their escapes up to the
     * Basic Multilingual Plane, and what YAML calls unprintable (YAML 1.2.2, production 1) is escaped.
     */
    static void json(CharSequence text, SensitiveOutput out) {
        out.write('"');
        for (int i = 0; i < text.length(); ) {
            int point = pointAt(text, i);
            i += Character.charCount(Character.codePointAt(text, i));
            switch (point) {
                case '"' -> out.print("\\\"");
                case '\\' -> out.print("\\\\");
                case '\n' -> out.print("\\n");
                case '\r' -> out.print("\\r");
                case '\t' -> out.print("\\t");
                default -> {
                    if (unprintable(point)) {
                        out.print("\\u" + String.format("%04x", point));
                    } else {
                        utf8(point, out);
                    }
                }
            }
        }
        out.write('"');
    }

    /** In single quotes as a POSIX shell reads them; a single quote inside becomes {@code '\''}. */
    static void shell(CharSequence text, SensitiveOutput out) {
        out.write('\'');
        for (int i = 0; i < text.length(); ) {
            int point = pointAt(text, i);
            i += Character.charCount(Character.codePointAt(text, i));
            if (point == '\'') {
                out.print("'\\''");
            } else {
                utf8(point, out);
            }
        }
        out.write('\'');
    }

    private static boolean unprintable(int point) {
        return point < 0x20
                || point >= 0x7F && point <= 0x9F
                || point == 0x2028
                || point == 0x2029
                || point == 0xFEFF
                || point == 0xFFFE
                || point == 0xFFFF;
    }

    private static int pointAt(CharSequence text, int index) {
        int point = Character.codePointAt(text, index);
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT : point;
    }

    private static void utf8(int point, SensitiveOutput out) {
        if (point < 0x80) {
            out.write(point);
        } else if (point < 0x800) {
            out.write(0xC0 | point >> 6);
            out.write(0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            out.write(0xE0 | point >> 12);
            out.write(0x80 | point >> 6 & 0x3F);
            out.write(0x80 | point & 0x3F);
        } else {
            out.write(0xF0 | point >> 18);
            out.write(0x80 | point >> 12 & 0x3F);
            out.write(0x80 | point >> 6 & 0x3F);
            out.write(0x80 | point & 0x3F);
        }
    }
}
