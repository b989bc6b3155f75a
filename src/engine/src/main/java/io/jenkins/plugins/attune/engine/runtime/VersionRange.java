package io.jenkins.plugins.attune.engine.runtime;

import java.io.Serializable;

/**
 * Which versions of an interpreter will do, as an author writes it: {@code >=3.11,<4.0}, {@code ^20}, {@code ~3.11}.
 *
 * <p>Constraints are separated by commas or spaces and must all hold: {@code >=}, {@code >}, {@code <=}, {@code <},
 * {@code =} or {@code ==}, {@code !=}; {@code ^20} (up to the next incompatible version) and {@code ~3.11} (up to the
 * next minor one) as npm has them; {@code ~=3.11} as Python has it (PEP 440); {@code 3.11}, {@code 3.*} and {@code *}
 * for everything that begins so. Likewise {@code =3.11}, {@code !=3.11}, {@code <=3.11} and {@code >3.11} mean 3.11 with
 * whatever follows, because what is found on a machine always has a third number.
 *
 * @param text as written, without spaces around it; empty admits everything
 */
public record VersionRange(String text) implements Serializable {
    /** Longest range accepted, in characters. */
    private static final int MAX_LENGTH = 255;

    public VersionRange {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a range has at most " + MAX_LENGTH + " characters");
        }
        VersionBounds.parse(text);
    }

    /** The range that admits every version. */
    public static VersionRange any() {
        return new VersionRange("");
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException where the text is no range; the message names the part at fault
     */
    public static VersionRange parse(String text) {
        return new VersionRange(text.strip());
    }

    public boolean admits(Version version) {
        // Read anew on each call, which takes microseconds, so that what travels to agents is the text alone.
        return VersionBounds.parse(text).stream().allMatch(bound -> bound.admits(version));
    }

    @Override
    public String toString() {
        return text;
    }
}
