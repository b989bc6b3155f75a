package io.jenkins.plugins.attune.engine.allow;

import io.jenkins.plugins.attune.engine.pack.ActionRef;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names actions: {@code pack} and {@code pack.*} all of a pack, {@code pack.action} one; {@code *} stands for any
 * characters, in the pack's part without dots.
 */
public final class ActionPattern {
    private static final Pattern TEXT = Pattern.compile("[a-z0-9_*-]+(?:\\.[A-Za-z0-9_.*-]+)?");

    private final String text;
    private final Pattern pack;
    private final Pattern action;

    private ActionPattern(String text) {
        int dot = text.indexOf('.');
        this.text = text;
        this.pack = glob(dot < 0 ? text : text.substring(0, dot));
        this.action = glob(dot < 0 ? "*" : text.substring(dot + 1));
    }

    /** @throws IllegalArgumentException where it can't be the name of an action, or of a pack */
    public static ActionPattern parse(String text) {
        if (text.length() >= ActionRef.MAX_LENGTH || !TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("not a pack, pack.* or pack.action: " + text);
        }
        return new ActionPattern(text);
    }

    private static Pattern glob(String text) {
        return Pattern.compile(
                Stream.of(text.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    boolean matches(ActionRef ref) {
        return matchesPack(ref.pack()) && action.matcher(ref.name()).matches();
    }

    /** Whether it means actions of the pack, be it not all of them. */
    boolean matchesPack(String name) {
        return pack.matcher(name).matches();
    }

    /** Whether it means all actions of the packs that it names. */
    boolean isWholePack() {
        return !text.contains(".") || text.endsWith(".*") && text.indexOf('.') == text.length() - 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
