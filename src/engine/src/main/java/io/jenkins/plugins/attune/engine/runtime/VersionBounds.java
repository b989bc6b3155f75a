package io.jenkins.plugins.attune.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The constraints of a {@link VersionRange}, each reduced to bounds. */
final class VersionBounds {
    private static final Pattern CONSTRAINT = Pattern.compile("(>=|<=|==|!=|~=|>|<|=|\\^|~|)\\s*([^\\s,<>=!~^]+)");
    private static final Pattern WILDCARD = Pattern.compile("(?:(.+?)\\.)?[*xX](?:\\.[*xX])*");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*|\\s+|");

    private VersionBounds() {}

    /** One constraint. */
    @FunctionalInterface
    interface Bound {
        boolean admits(Version version);
    }

    static List<Bound> parse(String text) {
        List<Bound> bounds = new ArrayList<>();
        String rest = text.strip();
        Matcher matcher = CONSTRAINT.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("'" + rest.substring(at) + "' is no constraint");
            }
            bounds.add(bound(matcher.group(1), matcher.group(2)));
            at = afterSeparator(rest, matcher.end());
        }
        return bounds;
    }

    /** Where the next constraint begins; a comma must be followed by one. */
    private static int afterSeparator(String text, int end) {
        Matcher separator = SEPARATOR.matcher(text).region(end, text.length());
        int next = separator.lookingAt() ? separator.end() : end;
        if (next == text.length() && next > end) {
            throw new IllegalArgumentException("nothing follows the last ','");
        }
        return next;
    }

    private static Bound bound(String operator, String operand) {
        Matcher wildcard = WILDCARD.matcher(operand);
        if (wildcard.matches()) {
            return wildcard(operator, operand, wildcard.group(1));
        }
        Version version = Version.parse(operand);
        return switch (operator) {
            case ">=" -> candidate -> candidate.compareTo(version) >= 0;
            case "<=" ->
                candidate ->
                        candidate.compareTo(version) <= 0 || prefix(version).admits(candidate);
            case ">" ->
                candidate ->
                        candidate.compareTo(version) > 0 && !prefix(version).admits(candidate);
            case "<" -> candidate -> below(candidate, version);
            case "!=" -> candidate -> !prefix(version).admits(candidate);
            case "^" -> between(version, caret(version));
            case "~" -> between(version, Math.min(version.parts().size(), 2));
            case "~=" -> between(version, compatible(version));
            default -> prefix(version);
        };
    }

    private static Bound wildcard(String operator, String operand, String before) {
        if (before == null) {
            if (operator.equals("!=") || operator.startsWith("<") || operator.equals(">")) {
                throw new IllegalArgumentException("'" + operator + operand + "' admits nothing");
            }
            return candidate -> true;
        }
        Version version = Version.parse(before);
        return switch (operator) {
            case "", "=", "==", "~", "^" -> operator.equals("^") ? between(version, caret(version)) : prefix(version);
            case "!=" -> candidate -> !prefix(version).admits(candidate);
            default -> throw new IllegalArgumentException("'" + operator + operand + "': '*' can't follow " + operator);
        };
    }

    /** Pre-releases of the upper bound are not below it: {@code <4.0} does not mean {@code 4.0-rc1}. */
    private static boolean below(Version candidate, Version bound) {
        boolean preOfBound = bound.suffix().isEmpty() && candidate.release().compareTo(bound) == 0;
        return candidate.compareTo(bound) < 0 && !preOfBound;
    }

    /** From the version on, as long as its first {@code fixed} numbers stay the same. */
    private static Bound between(Version version, int fixed) {
        return candidate -> candidate.compareTo(version) >= 0 && sameStart(candidate, version, fixed);
    }

    /** Everything that begins with the numbers written: {@code 3.11} means every 3.11.x. */
    private static Bound prefix(Version version) {
        if (!version.suffix().isEmpty()) {
            return candidate -> candidate.compareTo(version) == 0;
        }
        return candidate -> sameStart(candidate, version, version.parts().size());
    }

    private static boolean sameStart(Version candidate, Version version, int parts) {
        for (int i = 0; i < parts; i++) {
            if (candidate.part(i) != version.part(i)) {
                return false;
            }
        }
        return true;
    }

    /** Up to and with the first number that is not 0. */
    private static int caret(Version version) {
        for (int i = 0; i < version.parts().size(); i++) {
            if (version.part(i) != 0) {
                return i + 1;
            }
        }
        return version.parts().size();
    }

    private static int compatible(Version version) {
        if (version.parts().size() < 2) {
            throw new IllegalArgumentException("'~=" + version + "' needs at least two numbers");
        }
        return version.parts().size() - 1;
    }
}
