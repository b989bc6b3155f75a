package io.jenkins.plugins.attune.engine.runtime;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of an interpreter, such as {@code 3.12.4} or {@code 3.13.0rc2}.
 *
 * <p>Missing parts count as 0, so {@code 3.12} equals {@code 3.12.0} in order, though not as a record.
 *
 * @param parts the numbers, at least one
 * @param suffix what follows the numbers, such as {@code rc2}; empty for a release
 */
public record Version(List<Integer> parts, String suffix) implements Serializable, Comparable<Version> {
    /** Longest version accepted, in characters: what a probe prints is not ours. */
    private static final int MAX_LENGTH = 64;

    private static final Pattern SHAPE = Pattern.compile(
            "[vV]?([0-9]{1,9}(?:\\.[0-9]{1,9})*)(?:[-._]?([A-Za-z][0-9A-Za-z.-]*))?(?:\\+[0-9A-Za-z.-]*)?");
    private static final Pattern SUFFIX_PART = Pattern.compile("[0-9]{1,9}|[^0-9.-]+|[0-9]+");

    public Version {
        parts = List.copyOf(parts);
        Objects.requireNonNull(suffix);
        if (parts.isEmpty() || parts.stream().anyMatch(part -> part < 0)) {
            throw new IllegalArgumentException("a version needs at least one number, none below 0");
        }
    }

    /**
     * Reads {@code 3.12.4}, {@code v20.11.0}, {@code 1.2.0-beta.1} or {@code 3.13.0rc2}; build data after {@code +} is
     * dropped.
     *
     * @throws IllegalArgumentException where the text is no version
     */
    public static Version parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            throw new IllegalArgumentException("not a version: " + text);
        }
        List<Integer> parts = new ArrayList<>();
        for (String part : matcher.group(1).split("\\.")) {
            parts.add(Integer.valueOf(part));
        }
        return new Version(parts, matcher.group(2) == null ? "" : matcher.group(2));
    }

    /** The number at {@code index}, or 0 where the version is shorter. */
    public int part(int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }

    /** This version without its suffix. */
    Version release() {
        return new Version(parts, "");
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = Integer.compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        if (suffix.isEmpty() || other.suffix.isEmpty()) {
            return Boolean.compare(suffix.isEmpty(), other.suffix.isEmpty());
        }
        return compareSuffixes(suffix, other.suffix);
    }

    /** Numbers by value, words by letters, so that {@code rc2} comes before {@code rc10}. */
    private static int compareSuffixes(String left, String right) {
        Matcher a = SUFFIX_PART.matcher(left);
        Matcher b = SUFFIX_PART.matcher(right);
        while (true) {
            boolean more = a.find();
            boolean moreOfOther = b.find();
            if (!more || !moreOfOther) {
                return Boolean.compare(more, moreOfOther);
            }
            int order = comparePart(a.group(), b.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int comparePart(String left, String right) {
        boolean number = Character.isDigit(left.charAt(0));
        boolean otherNumber = Character.isDigit(right.charAt(0));
        if (number && otherNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return number == otherNumber ? left.compareToIgnoreCase(right) : Boolean.compare(otherNumber, number);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int part : parts) {
            text.append(text.isEmpty() ? "" : ".").append(part);
        }
        return suffix.isEmpty()
                ? text.toString()
                : text.append('-').append(suffix).toString();
    }
}
