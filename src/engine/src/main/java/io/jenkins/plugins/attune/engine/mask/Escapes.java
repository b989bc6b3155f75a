package io.jenkins.plugins.attune.engine.mask;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * A secret as JSON, a URL or a shell word, in each way that common programs write those.
 *
 * <p>Works on bytes, so that no copy of a secret becomes a string that nobody can wipe. The exception are characters
 * outside ASCII in JSON, which need decoding, one at a time.
 */
final class Escapes {
    /** A longer secret gets the usual ways only: each costs a multiple of its length in memory. */
    private static final int SHORT_BYTES = 4096;

    private static final String ALWAYS_IN_JSON = "\b\f\n\r\t\"\\";
    private static final String LETTERS_IN_JSON = "bfnrt\"\\";

    /** What stays as it is in a URL, beside letters and digits: RFC 3986, section 2.3. */
    private static final String UNRESERVED = "-._~";

    /** The same in {@code encodeURIComponent} of ECMAScript. */
    private static final String COMPONENT = "-_.!~*'()";

    /** The same for a whole URL in ECMAScript, for a path in Python, for forms, and in PHP. */
    private static final List<String> OTHERS = List.of(";/?:@&=+$,#-_.!~*'()", "-._~/", "*-._", "-_.");

    /** What a shell that quotes by backslashes puts one before; some also before a comma. */
    private static final String SPECIAL_IN_SHELL = " \t|&;()<>!{}*[]?^$`'\"\\";

    private static final IntPredicate NOTHING = point -> false;
    private static final IntPredicate BEYOND_ASCII = point -> point > 0x7E;

    /** What the JSON of a parameter document escapes, and what is escaped for the sake of HTML. */
    private static final IntPredicate UNPRINTABLE = point -> point >= 0x7F && point <= 0x9F || isSeparator(point);

    private static final IntPredicate HTML =
            point -> point == '<' || point == '>' || point == '&' || isSeparator(point);

    private Escapes() {}

    private static boolean isSeparator(int point) {
        return point == 0x2028 || point == 0x2029 || point == 0xFEFF;
    }

    /** Every form, the secret as it is among them; the caller wipes them. */
    static List<byte[]> of(byte[] part) {
        List<byte[]> forms = new ArrayList<>(List.of(part.clone()));
        boolean all = part.length <= SHORT_BYTES;
        for (IntPredicate escaped :
                all ? List.of(NOTHING, BEYOND_ASCII, UNPRINTABLE, HTML) : List.of(NOTHING, BEYOND_ASCII)) {
            for (boolean slash : new boolean[] {false, true}) {
                forms.add(json(part, new Json(escaped, slash, "\\u%04x")));
                if (all) {
                    forms.add(json(part, new Json(escaped, slash, "\\u%04X")));
                }
            }
        }
        for (boolean plus : new boolean[] {false, true}) {
            for (String hex : List.of("%%%02X", "%%%02x")) {
                forms.add(url(part, UNRESERVED, plus, hex));
                forms.add(url(part, COMPONENT, plus, hex));
                if (all) {
                    OTHERS.forEach(safe -> forms.add(url(part, safe, plus, hex)));
                }
            }
        }
        forms.add(quoted(part, "'\\''"));
        forms.add(quoted(part, "'\"'\"'"));
        forms.add(backslashed(part, "\"\\$`", false));
        if (all) {
            forms.add(backslashed(part, SPECIAL_IN_SHELL, false));
            forms.add(backslashed(part, SPECIAL_IN_SHELL + ",", false));
            forms.add(backslashed(part, "\\'", true));
            forms.add(backslashed(part, "\\", true));
        }
        return forms;
    }

    /**
     * A way to write JSON.
     *
     * @param escaped code points that are written as an escape although they need not be
     * @param slash whether a slash gets a backslash
     * @param format of an escape
     */
    private record Json(IntPredicate escaped, boolean slash, String format) {}

    private static byte[] json(byte[] part, Json style) {
        Wiped out = new Wiped();
        for (int i = 0; i < part.length; i++) {
            int value = part[i] & 0xFF;
            int named = ALWAYS_IN_JSON.indexOf(value);
            if (named >= 0) {
                out.text("\\").text(LETTERS_IN_JSON.substring(named, named + 1));
            } else if (value < ' ' || value < 0x80 && style.escaped().test(value)) {
                out.text(String.format(Locale.ROOT, style.format(), value));
            } else if (value == '/' && style.slash()) {
                out.text("\\/");
            } else if (value < 0x80) {
                out.write(value);
            } else {
                int length = Math.min(characterLength(value), part.length - i);
                String character = new String(part, i, length, StandardCharsets.UTF_8);
                if (style.escaped().test(character.codePointAt(0))) {
                    character.chars().forEach(unit -> out.text(String.format(Locale.ROOT, style.format(), unit)));
                } else {
                    out.write(part, i, length);
                }
                i += length - 1;
            }
        }
        return out.take();
    }

    private static int characterLength(int first) {
        return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    }

    /** @param plus whether a space is {@code +} */
    private static byte[] url(byte[] part, String safe, boolean plus, String hex) {
        Wiped out = new Wiped();
        for (byte value : part) {
            int character = value & 0xFF;
            if (character == ' ' && plus) {
                out.write('+');
            } else if (character < 0x80 && (Character.isLetterOrDigit(character) || safe.indexOf(character) >= 0)) {
                out.write(character);
            } else {
                out.text(String.format(Locale.ROOT, hex, character));
            }
        }
        return out.take();
    }

    /** As it stands within single quotes of a shell. */
    private static byte[] quoted(byte[] part, String quote) {
        Wiped out = new Wiped();
        for (byte value : part) {
            if (value == '\'') {
                out.text(quote);
            } else {
                out.write(value);
            }
        }
        return out.take();
    }

    /** @param named whether line ends and tabs are letters behind a backslash, as in {@code $'…'} and in Python */
    private static byte[] backslashed(byte[] part, String special, boolean named) {
        Wiped out = new Wiped();
        for (byte value : part) {
            int letter = named ? "\n\r\t".indexOf(value) : -1;
            if (letter >= 0) {
                out.text("\\").text("nrt".substring(letter, letter + 1));
            } else {
                if (special.indexOf(value) >= 0) {
                    out.write('\\');
                }
                out.write(value);
            }
        }
        return out.take();
    }

    /** A buffer that leaves nothing behind once it is taken. */
    private static final class Wiped extends ByteArrayOutputStream {
        Wiped text(String text) {
            writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        byte[] take() {
            byte[] bytes = toByteArray();
            Arrays.fill(buf, (byte) 0);
            return bytes;
        }
    }
}
