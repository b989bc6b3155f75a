package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.Objects;
import java.util.function.BiPredicate;

/** One value of a policy, and whose it is. */
public record Applied<T extends Serializable>(T value, PolicySource source) implements Serializable {
    public Applied {
        Objects.requireNonNull(value);
        Objects.requireNonNull(source);
    }

    @CheckForNull
    static <T extends Serializable> Applied<T> of(@CheckForNull T value, PolicySource source) {
        return value == null ? null : new Applied<>(value, source);
    }

    /** Which of the two applies: any rather than a default, then the stricter, then that of the stronger source. */
    @CheckForNull
    static <T extends Serializable> Applied<T> stricter(
            @CheckForNull Applied<T> one, @CheckForNull Applied<T> other, BiPredicate<T, T> isStricter) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if (one.source.isDefault() != other.source.isDefault()) {
            return one.source.isDefault() ? other : one;
        }
        if (isStricter.test(one.value, other.value)) {
            return one;
        }
        if (isStricter.test(other.value, one.value)) {
            return other;
        }
        return one.source.kind().compareTo(other.source.kind()) <= 0 ? one : other;
    }

    @Override
    public String toString() {
        return value + " (" + source + ")";
    }
}
