package io.jenkins.plugins.attune.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.GeneratedParameters.Generated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is written is what is read, for many generated sets; PyYAML and js-yaml are asked by check-documents.py and .js. */
class DocumentRoundTripTest {
    private static final int SETS = 1_000;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final GeneratedParameters generator = new GeneratedParameters(1);

    @Test
    void jsonComesBackIdentical() throws Exception {
        for (int i = 0; i < SETS; i++) {
            Generated set = generator.any();

            assertThat(values(MAPPER.readTree(set.document(ParameterFormat.JSON))))
                    .isEqualTo(values(set.all()));
        }
    }

    @Test
    void yamlComesBackIdentical() throws Exception {
        for (int i = 0; i < SETS; i++) {
            Generated set = generator.any();
            String document = new String(set.document(ParameterFormat.YAML), StandardCharsets.UTF_8);

            Object back = new Yaml(new SafeConstructor(new LoaderOptions())).load(document);

            assertThat(values(MAPPER.valueToTree(back))).as(document).isEqualTo(values(set.all()));
        }
    }

    @Test
    void dotenvComesBackAsItsStringsByEval() throws Exception {
        List<byte[]> documents = new ArrayList<>();
        List<Map<String, String>> expected = new ArrayList<>();
        for (int i = 0; i < SETS; i++) {
            Generated set = generator.named(true);
            if (flat(set.all()).keySet().stream().noneMatch(name -> name.contains("."))) {
                documents.add(set.document(ParameterFormat.DOTENV));
                expected.add(flat(set.all()));
            }
        }

        assertThat(ShellReader.eval(documents, expected)).isEqualTo(expected);
        assertThat(documents).hasSizeGreaterThan(SETS / 2);
    }

    /** Values that are equal where they are the same: 1.0 is 1.00, and the order of fields is nothing. */
    private static Object values(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new HashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), values(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(values(item)));
            return list;
        }
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue();
        }
        // YAML readers give what a double holds.
        return node.isNumber()
                ? (Object) node.doubleValue()
                : node.isNull() ? "null" : List.of(node.asText(), node.getNodeType());
    }

    /** As the format of documents says. */
    static SortedMap<String, String> flat(ObjectNode all) {
        SortedMap<String, String> lines = new TreeMap<>();
        all.properties().forEach(field -> flatten(field.getKey(), field.getValue(), lines));
        return lines;
    }

    private static void flatten(String name, JsonNode value, Map<String, String> lines) {
        if (value.isObject()) {
            value.properties().forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), lines));
        } else {
            lines.put(name, value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString());
        }
    }
}
