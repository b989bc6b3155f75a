package io.jenkins.plugins.attune.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes as people write them: {@code 4096}, {@code 64KiB}, {@code 10 MB}. */
public final class ByteSize {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})\\s*([a-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "b",
            1L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30,
            "kb",
            1000L,
            "mb",
            1000_000L,
            "gb",
            1000_000_000L);

    private ByteSize() {}

    /** @throws IllegalArgumentException where the text is no size */
    public static long parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no size: write a number of bytes, or 64KiB, 10MiB, 1GiB");
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    }
}
