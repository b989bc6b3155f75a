package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What plain scalars mean by the core schema of YAML 1.2, chapter 10.3.
 *
 * <p>SnakeYAML on its own follows YAML 1.1, where {@code Off} and {@code yes} are truth values; published packs mean
 * the words.
 */
final class CoreSchema extends Resolver {
    /** Longest number read, in characters: parsing longer ones takes time that grows with the square. */
    private static final int MAX_NUMBER_LENGTH = 400;

    private static final Pattern NULLS = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern BOOLEANS = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGERS = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern FLOATS = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.NULL, NULLS, "~nN");
        // An empty scalar has no first character to be found by.
        addImplicitResolver(Tag.NULL, EMPTY, null);
        addImplicitResolver(Tag.BOOL, BOOLEANS, "tTfF");
        addImplicitResolver(Tag.INT, INTEGERS, "-+0123456789");
        addImplicitResolver(Tag.FLOAT, FLOATS, "-+.0123456789");
        addImplicitResolver(Tag.MERGE, MERGE, "<");
    }

    /**
     * The value of a scalar.
     *
     * @throws IllegalArgumentException where the text does not fit the tag or has no counterpart in JSON; the message
     *     is fit for an author
     */
    static JsonNode value(Tag tag, String text) {
        if (tag.equals(Tag.STR) || tag.equals(Tag.MERGE)) {
            return TextNode.valueOf(text);
        }
        if (tag.equals(Tag.NULL)) {
            require(NULLS, text, "null");
            return NullNode.getInstance();
        }
        if (tag.equals(Tag.BOOL)) {
            require(BOOLEANS, text, "true or false");
            return BooleanNode.valueOf(text.toLowerCase(Locale.ROOT).equals("true"));
        }
        if (tag.equals(Tag.INT)) {
            require(INTEGERS, text, "a whole number");
            return integer(text);
        }
        require(FLOATS, text, "a number");
        return number(text);
    }

    private static void require(Pattern shape, String text, String what) {
        if (text.length() > MAX_NUMBER_LENGTH) {
            throw new IllegalArgumentException("a number may have at most " + MAX_NUMBER_LENGTH + " characters");
        }
        if (!shape.matcher(text).matches()) {
            throw new IllegalArgumentException("the tag says " + what + ", and the text is something else");
        }
    }

    private static JsonNode integer(String text) {
        BigInteger value = text.startsWith("0o")
                ? new BigInteger(text.substring(2), OCTAL)
                : text.startsWith("0x")
                        ? new BigInteger(text.substring(2), HEXADECIMAL)
                        : new BigInteger(text, DECIMAL);
        if (value.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? LongNode.valueOf(value.longValue()) : BigIntegerNode.valueOf(value);
    }

    private static JsonNode number(String text) {
        boolean special = text.toLowerCase(Locale.ROOT).matches("[-+]?\\.(inf|nan)");
        double value = special ? Double.NaN : Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a number must be finite, and small enough for a 64-bit float");
        }
        return DoubleNode.valueOf(value);
    }
}
