package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what Groovy passes into strings, numbers, booleans, lists and maps of the JDK.
 *
 * <p>Anything else is refused by name: the text of some object that happens to be a parameter is never what was meant.
 */
public final class PlainValue {
    /** Deeper than any real parameter, and shallow enough for a list that contains itself. */
    private static final int MAX_DEPTH = 50;

    private static final Set<Class<?>> NUMBERS = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class);

    private PlainValue() {}

    /** @throws IllegalArgumentException naming the parameter that holds something else */
    public static Map<String, Object> map(Map<?, ?> parameters) {
        Map<String, Object> plain = new LinkedHashMap<>();
        parameters.forEach((name, value) -> plain.put(String.valueOf(name), of(value, String.valueOf(name), 0)));
        return plain;
    }

    @CheckForNull
    private static Object of(@CheckForNull Object value, String name, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("parameter '" + name + "' is nested deeper than " + MAX_DEPTH);
        }
        if (value == null || value instanceof Boolean || NUMBERS.contains(value.getClass())) {
            return value;
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, item) -> plain.put(String.valueOf(key), of(item, name, depth + 1)));
            return plain;
        }
        if (value instanceof Collection<?> items) {
            return list(items, name, depth);
        }
        if (value instanceof Object[] items) {
            return list(Arrays.asList(items), name, depth);
        }
        if (value instanceof Secret) {
            throw new IllegalArgumentException("parameter '" + name
                    + "' holds a password of the build; store it as a credential and pass its id in 'credentials'");
        }
        throw new IllegalArgumentException("parameter '" + name + "' holds a value of "
                + value.getClass().getName() + "; only text, numbers, booleans, lists and maps can be passed");
    }

    private static List<Object> list(Collection<?> items, String name, int depth) {
        List<Object> plain = new ArrayList<>(items.size());
        items.forEach(item -> plain.add(of(item, name, depth + 1)));
        return plain;
    }
}
