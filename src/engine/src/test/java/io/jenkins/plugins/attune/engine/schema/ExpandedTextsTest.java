package io.jenkins.plugins.attune.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ExpandedTextsTest {
    private static final ValueSchema SCHEMA = Declared.parameters(
            "n: {type: integer}\nx: {type: number}\nb: {type: boolean}\ns: {type: string}\no: {type: object}\n");

    @Test
    void aTextOutOfAVariableBecomesWhatTheParameterTakes() {
        ObjectNode given = Declared.object("{'n': '5', 'x': ' 2.5 ', 'b': 'true', 's': '5', 'o': '{}'}");
        ExpandedTexts.settle(given, Set.of("n", "x", "b", "s", "o", "absent"), SCHEMA);
        assertThat(given).isEqualTo(Declared.json("{'n': 5, 'x': 2.5, 'b': true, 's': '5', 'o': '{}'}"));
    }

    @Test
    void otherTextsAreLeftAsTheyAre() {
        ObjectNode given = Declared.object("{'n': '5', 'x': 'soon', 'b': ''}");
        ExpandedTexts.settle(given, Set.of("x", "b"), SCHEMA);
        assertThat(given).isEqualTo(Declared.json("{'n': '5', 'x': 'soon', 'b': ''}"));
    }
}
