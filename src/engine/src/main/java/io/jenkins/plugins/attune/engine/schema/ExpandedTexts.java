package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Values that came out of variables: these know no type but text, and the action may want another. */
public final class ExpandedTexts {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ExpandedTexts() {}

    /**
     * Makes numbers and truth values of texts that read like one, where the parameter takes no text.
     *
     * @param given changed
     * @param names of the parameters whose values came out of variables
     */
    public static void settle(ObjectNode given, Set<String> names, ValueSchema schema) {
        for (String name : names) {
            JsonNode value = given.path(name);
            if (value.isTextual() && !schema.takesText(name)) {
                JsonNode read = read(value.textValue().strip());
                if (read.isNumber() || read.isBoolean()) {
                    given.set(name, read);
                }
            }
        }
    }

    /** The text itself where it is no JSON; the check says then what it should be. */
    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MAPPER.getNodeFactory().textNode(text);
        }
    }
}
