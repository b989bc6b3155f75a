package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of the name of an archive's entry where its content may be written, or why it may not. */
final class EntryName {
    /** Longest name, in bytes of UTF-8: well below what systems take, with room for the directory it goes to. */
    static final int MAX_BYTES = 512;

    /** Longest part between two slashes, in bytes of UTF-8: what file systems take. */
    static final int MAX_PART_BYTES = 255;

    /** Most directories within each other. */
    static final int MAX_DEPTH = 32;

    private static final int MAX_SHOWN = 80;

    /** Would be markup on a page, or a separator on another system. */
    private static final String REFUSED = "<>\"`\\";

    private EntryName() {}

    /** The path below the pack, with {@code /} and without {@code .}; empty for the pack's directory itself. */
    static String check(String name) throws PackRefusedException {
        if (bytes(name) > MAX_BYTES) {
            throw refused(name, "is longer than " + MAX_BYTES + " bytes");
        }
        checkCharacters(name);
        if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
            throw refused(name, "is an absolute path");
        }
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/")) {
            if (part.equals("..")) {
                throw refused(name, "leads out of the pack with '..'");
            }
            if (bytes(part) > MAX_PART_BYTES) {
                throw refused(name, "has a part of more than " + MAX_PART_BYTES + " bytes");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        if (parts.size() > MAX_DEPTH) {
            throw refused(name, "is more than " + MAX_DEPTH + " directories deep");
        }
        return String.join("/", parts);
    }

    private static void checkCharacters(String name) throws PackRefusedException {
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int character = name.codePointAt(i);
            if (isInvisible(character)) {
                throw refused(name, "holds the control character " + code(character));
            }
            if (REFUSED.indexOf(character) >= 0) {
                throw refused(
                        name, "holds the character " + Character.toString(character) + " (" + code(character) + ")");
            }
        }
    }

    /** Control characters, those that turn the direction of writing, halves of characters and none at all. */
    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> character == Character.MAX_VALUE - 2; // what a decoder puts where there was no character
        };
    }

    static PackRefusedException refused(String name, String why) {
        return new PackRefusedException("the entry '" + shown(name) + "' " + why, null, null);
    }

    /** A name made fit for a message: short, and of characters that can be seen. */
    static String shown(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().limit(MAX_SHOWN).forEach(character -> {
            if (isInvisible(character)) {
                text.append(code(character));
            } else {
                text.appendCodePoint(character);
            }
        });
        return name.codePointCount(0, name.length()) > MAX_SHOWN
                ? text.append('…').toString()
                : text.toString();
    }

    private static String code(int character) {
        return String.format(Locale.ROOT, "U+%04X", character);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
