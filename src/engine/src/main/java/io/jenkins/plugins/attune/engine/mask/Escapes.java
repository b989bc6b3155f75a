package io.jenkins.plugins.attune.engine.mask;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A secret as JSON, a URL or a shell word, in each way that common programs write those.
 *
 * <p>Works on bytes, so that no copy of a secret becomes a string that nobody can wipe. The exception are characters
 * outside ASCII in JSON, which need decoding, one at a time.
 */
final class Escapes {
    private static final String LOWER = "0123456789abcdef";
    private static final String UPPER = "0123456789ABCDEF";

    private static final String ALWAYS_IN_JSON = "\b\f\n\r\t\"\\";
    private static final String LETTERS_IN_JSON = "bfnrt\"\\";

    /** What stays as it is in a URL, beside letters and digits: RFC 3986, section 2.3. */
    private static final String UNRESERVED = "-._~";

    /** The same in {@code encodeURIComponent} of ECMAScript. */
    private static final String COMPONENT = "-_.!~*'()";

    /** Both, and the same for a whole URL in ECMAScript, for a path in Python, for forms, and in PHP. */
    private static final List<String> SAFE =
            List.of(UNRESERVED, COMPONENT, ";/?:@&=+$,#-_.!~*'()", "-._~/", "*-._", "-_.");

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

    /**
     * Every form, the secret as it is among them; the caller wipes them.
     *
     * @param rare whether the ways of few programs are wanted as well: each costs a multiple of the length in memory
     */
    static List<byte[]> of(byte[] part, boolean rare) {
        List<byte[]> forms = new ArrayList<>(List.of(
                part.clone(),
                json(part, new Json(NOTHING, false, LOWER)),
                json(part, new Json(NOTHING, true, LOWER)),
                json(part, new Json(BEYOND_ASCII, false, LOWER)),
                url(part, UNRESERVED, false, UPPER),
                url(part, UNRESERVED, true, UPPER),
                url(part, UNRESERVED, false, LOWER),
                url(part, COMPONENT, false, UPPER),
                quoted(part, "'\\''")));
        if (rare) {
            addRare(part, forms);
        }
        return forms;
    }

    private static void addRare(byte[] part, List<byte[]> forms) {
        for (String digits : List.of(LOWER, UPPER)) {
            for (IntPredicate escaped : List.of(NOTHING, BEYOND_ASCII, UNPRINTABLE, HTML)) {
                forms.add(json(part, new Json(escaped, false, digits)));
                forms.add(json(part, new Json(escaped, true, digits)));
            }
            for (String safe : SAFE) {
                forms.add(url(part, safe, false, digits));
                forms.add(url(part, safe, true, digits));
            }
        }
        forms.add(quoted(part, "'\"'\"'"));
        forms.add(backslashed(part, "\"\\$`", false));
        forms.add(backslashed(part, SPECIAL_IN_SHELL, false));
        forms.add(backslashed(part, SPECIAL_IN_SHELL + ",", false));
        forms.add(backslashed(part, "\\'", true));
        forms.add(backslashed(part, "\\", true));
    }

    /**
     * A way to write JSON.
     *
     * @param escaped code points that are written as an escape although they need not be
     * @param slash whether a slash gets a backslash
     * @param digits of an escape
     */
    private record Json(IntPredicate escaped, boolean slash, String digits) {}

    private static byte[] json(byte[] part, Json style) {
        Wiped out = new Wiped();
        for (int i = 0; i < part.length; i++) {
            int value = part[i] & 0xFF;
            int named = ALWAYS_IN_JSON.indexOf(value);
            if (named >= 0) {
                out.text("\\").text(LETTERS_IN_JSON.substring(named, named + 1));
            } else if (value < ' ' || value < 0x80 && style.escaped().test(value)) {
                out.text("\\u").hex(value, 4, style.digits());
            } else if (value == '/' && style.slash()) {
                out.text("\\/");
            } else if (value < 0x80) {
                out.write(value);
            } else {
                int length = Math.min(characterLength(value), part.length - i);
                String character = new String(part, i, length, StandardCharsets.UTF_8);
                if (style.escaped().test(character.codePointAt(0))) {
                    character.chars().forEach(unit -> out.text("\\u").hex(unit, 4, style.digits()));
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
    private static byte[] url(byte[] part, String safe, boolean plus, String digits) {
        Wiped out = new Wiped();
        for (byte value : part) {
            int character = value & 0xFF;
            if (character == ' ' && plus) {
                out.write('+');
            } else if (character < 0x80 && (Character.isLetterOrDigit(character) || safe.indexOf(character) >= 0)) {
                out.write(character);
            } else {
                out.text("%").hex(character, 2, digits);
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

        void hex(int value, int length, String digits) {
            for (int shift = (length - 1) * 4; shift >= 0; shift -= 4) {
                write(digits.charAt(value >> shift & 0xF));
            }
        }

        byte[] take() {
            byte[] bytes = toByteArray();
            Arrays.fill(buf, (byte) 0);
            return bytes;
        }
    }
}
