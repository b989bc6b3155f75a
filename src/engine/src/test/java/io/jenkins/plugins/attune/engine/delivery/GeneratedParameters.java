package io.jenkins.plugins.attune.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sets of parameters with everything in them that has ever been read wrongly; the same ones for the same seed.
 *
 * <p>As a program it writes sets and documents into a directory, for {@code check-documents.py} and
 * {@code check-documents.js} beside it.
 */
final class GeneratedParameters {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "~",
            "null",
            "yes",
            "No",
            "on",
            "OFF",
            "y",
            "true",
            "FALSE",
            "0x1F",
            "0o17",
            "017",
            "1_000",
            "1e5",
            "+1",
            "-0",
            ".5",
            "12:30:45",
            "2020-01-01",
            "2020-01-01T00:00:00Z",
            ".inf",
            "-.INF",
            ".NaN",
            "-",
            "- a",
            "? b",
            "a: b",
            ":",
            "#c",
            " # d",
            "*x",
            "&y",
            "!z",
            "%d",
            "@e",
            "`f`",
            "{g",
            "[h",
            "]",
            "}",
            ",",
            "---",
            "...",
            "<<",
            "=",
            "|",
            ">",
            "'",
            "''",
            "\"",
            "\\",
            "\\n",
            "$(touch x)",
            "${HOME}",
            "$x",
            "!!python/object:os.system",
            "\n",
            "a\nb",
            "a\n",
            "\r\n",
            "\t",
            "é",
            "€",
            "😀",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\u007F",
            "\u001B[0m",
            "\u00A0",
            "a='b'",
            "x'\ny='z",
            "'\\''",
            "\\'",
            "__proto__",
            "constructor");

    private final Random random;

    GeneratedParameters(long seed) {
        random = new Random(seed);
    }

    /** What a set holds, the secrets as texts among the rest. */
    record Generated(ObjectNode all, Set<String> secret) {
        byte[] document(ParameterFormat format) throws Exception {
            ObjectNode plain = all.deepCopy();
            SortedMap<String, SecretValue> secrets = new TreeMap<>();
            for (String name : secret) {
                byte[] text = plain.remove(name).textValue().getBytes(StandardCharsets.UTF_8);
                secrets.put(name, SecretValue.taking(text));
            }
            return ParameterDocument.write(new Parameters(plain, secrets, Set.of()), format, ParameterDelivery.FILE);
        }
    }

    /** A set whose names are any text. */
    Generated any() {
        ObjectNode all = JSON.objectNode();
        for (int i = random.nextInt(8); i >= 0; i--) {
            all.set(text(), value(3));
        }
        return new Generated(all, secrets(all));
    }

    /** A set whose names are such as dotenv takes; {@code plainNames} whether eval takes them as well. */
    Generated named(boolean plainNames) {
        ObjectNode all = JSON.objectNode();
        for (int i = random.nextInt(8); i >= 0; i--) {
            String name = "p" + i
                    + (plainNames ? "_X" : List.of("", ".a", "-b", "_.-").get(random.nextInt(4)));
            all.set(name, plainNames && random.nextBoolean() ? JSON.textNode(text()) : named(value(2)));
        }
        return new Generated(all, secrets(all));
    }

    /** Names of fields become part of names in dotenv. */
    private JsonNode named(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        ObjectNode renamed = JSON.objectNode();
        int number = 0;
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            renamed.set("f" + number++, named(field.getValue()));
        }
        return renamed;
    }

    private Set<String> secrets(ObjectNode all) {
        Set<String> secrets = new TreeSet<>();
        for (Map.Entry<String, JsonNode> field : all.properties()) {
            if (field.getValue().isTextual() && random.nextBoolean()) {
                secrets.add(field.getKey());
            }
        }
        return secrets;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0, 1, 2 -> JSON.textNode(text());
            case 3 -> JSON.booleanNode(random.nextBoolean());
            case 4 -> random.nextInt(4) == 0 ? JSON.nullNode() : JSON.numberNode(random.nextInt());
            case 5 -> JSON.numberNode(BigInteger.valueOf(random.nextLong()).shiftLeft(random.nextInt(3) * 8));
            case 6 -> JSON.numberNode(decimal());
            case 7 -> {
                ArrayNode list = JSON.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(depth - 1));
                }
                yield list;
            }
            default -> {
                ObjectNode object = JSON.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text(), value(depth - 1));
                }
                yield object;
            }
        };
    }

    /** Not of scale 0, which Jackson itself would write without a point. */
    private BigDecimal decimal() {
        int scale = 1 + random.nextInt(30);
        return new BigDecimal(BigInteger.valueOf(random.nextInt()), random.nextBoolean() ? scale : -scale);
    }

    private String text() {
        if (random.nextInt(3) > 0) {
            return WORDS.get(random.nextInt(WORDS.size()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                text.append(WORDS.get(random.nextInt(WORDS.size())));
            } else {
                text.appendCodePoint(point());
            }
        }
        return text.toString();
    }

    /** Any character but NUL and halves of a pair, which no document can hold. */
    private int point() {
        int point = random.nextInt(4) == 0 ? 1 + random.nextInt(0x10FFFF) : 1 + random.nextInt(0x7F);
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 'x' : point;
    }

    /** Writes {@code <n>.json}, which is what is meant, and {@code <n>.yaml} and {@code <n>.env}, which are documents. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        GeneratedParameters generator = new GeneratedParameters(1);
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            write(directory, i + ".any", generator.any(), List.of(ParameterFormat.JSON, ParameterFormat.YAML));
            write(directory, i + ".named", generator.named(i % 2 == 0), List.of(ParameterFormat.DOTENV));
        }
    }

    private static void write(Path directory, String name, Generated set, List<ParameterFormat> formats)
            throws Exception {
        Files.writeString(directory.resolve(name + ".meant"), set.all().toString());
        for (ParameterFormat format : formats) {
            Files.write(directory.resolve(name + "." + format.name().toLowerCase(Locale.ROOT)), set.document(format));
        }
    }
}
