package io.jenkins.plugins.attune.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.schema.Declared;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActionFormTest {
    private static final Action ACTION = Declared.action("""
            text: {type: string, required: true, description: Some text.}
            maybe: {type: [string, 'null']}
            count: {type: integer, minimum: 1, default: 3}
            share: {type: number}
            sure: {type: boolean, default: true}
            open: {type: boolean}
            method: {type: string, enum: [GET, 'on'], default: GET}
            level: {type: integer, enum: [1, 2]}
            map: {type: object, properties: {key: {type: string, secret: true}, a: {type: integer}}}
            list: {type: array, items: {type: integer}}
            anything: {type: any}
            fixed: {type: string, immutable: true, default: x}
            token: {type: string, secret: true}
            """);

    private static Map<String, FieldKind> kinds() {
        Map<String, FieldKind> kinds = new LinkedHashMap<>();
        ActionForm.of(ACTION, Map.of()).fields().forEach(field -> kinds.put(field.name(), field.kind()));
        return kinds;
    }

    private static FormField field(String name, Map<String, Object> given) {
        return ActionForm.of(ACTION, given).fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyParameterThatCanBeGivenHasAFieldOfItsKind() {
        assertThat(kinds())
                .containsExactly(
                        Map.entry("text", FieldKind.TEXT),
                        Map.entry("maybe", FieldKind.TEXT),
                        Map.entry("count", FieldKind.NUMBER),
                        Map.entry("share", FieldKind.NUMBER),
                        Map.entry("sure", FieldKind.FLAG),
                        Map.entry("open", FieldKind.CHOICE),
                        Map.entry("method", FieldKind.CHOICE),
                        Map.entry("level", FieldKind.CHOICE),
                        Map.entry("map", FieldKind.DATA),
                        Map.entry("list", FieldKind.DATA),
                        Map.entry("anything", FieldKind.DATA));
        assertThat(ActionForm.of(ACTION, Map.of()).secrets())
                .extracting(Property::name)
                .containsExactly("token");
    }

    @Test
    void fieldsTellWhatIsNeededAndWhatAppliesOtherwise() {
        assertThat(field("text", Map.of()).isRequired()).isTrue();
        assertThat(field("text", Map.of()).help()).isEqualTo("Some text.");
        assertThat(field("count", Map.of()).fallback()).isEqualTo("3");
        assertThat(field("method", Map.of()).choices())
                .containsExactly(new FormField.Choice("\"GET\"", "GET"), new FormField.Choice("\"on\"", "on"));
        assertThat(field("open", Map.of()).choices())
                .extracting(FormField.Choice::label)
                .containsExactly("true", "false");
    }

    @Test
    void whatIsGivenComesBackAsItWas() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("text", "a\n$B");
        given.put("maybe", "5");
        given.put("count", 3);
        given.put("share", 2.5);
        given.put("sure", false);
        given.put("open", false);
        given.put("method", "on");
        given.put("level", 2);
        given.put("map", Map.of("a", 1));
        given.put("list", List.of(1, 2));
        given.put("anything", "[no list");
        ActionForm form = ActionForm.of(ACTION, given);

        assertThat(form.rest()).isEmpty();
        assertThat(read(form)).isEqualTo(given);
    }

    @Test
    void whatNoFieldCanShowStaysBesideThem() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("text", "");
        given.put("maybe", null);
        given.put("sure", "$SURE");
        given.put("method", "$METHOD");
        given.put("level", "2");
        given.put("other", Arrays.asList(1, null));
        given.put("fixed", "y");
        given.put("token", "in the clear");
        ActionForm form = ActionForm.of(ACTION, given);

        assertThat(form.rest()).isEqualTo(given);
        assertThat(read(form)).isEmpty();
    }

    /** What would be saved. */
    private static Map<String, Object> read(ActionForm form) {
        Map<String, Object> values = new LinkedHashMap<>();
        form.fields().stream()
                .filter(field -> !field.text().equals(field.absent()))
                .forEach(field -> values.put(field.name(), field.kind().read(field.text())));
        return values;
    }

    @Test
    void aTickThatWasSetOnPurposeStaysAlsoWhereItIsTheDefault() {
        assertThat(read(ActionForm.of(ACTION, Map.of("sure", true)))).isEqualTo(Map.of("sure", true));
        assertThat(read(ActionForm.of(ACTION, Map.of()))).isEmpty();
    }

    @Test
    void anActionThatDeclaresNothingHasNoFields() {
        ActionForm form = ActionForm.of(Declared.action(""), Map.of("a", 1));
        assertThat(form.fields()).isEmpty();
        assertThat(form.rest()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void dataIsReadAsJsonAndElseAsYaml() {
        assertThat(FieldKind.DATA.read("{\"a\": [1, \"012\"]}")).isEqualTo(Map.of("a", List.of(1, "012")));
        assertThat(FieldKind.DATA.read("a: 1\nb: [x]")).isEqualTo(Map.of("a", 1, "b", List.of("x")));
        assertThat(FieldKind.DATA.read("{\n\t\"a\": 1}")).isEqualTo(Map.of("a", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldKind.DATA.read("{\"a\": [1}"))
                .withMessageContaining("neither JSON nor YAML: line 1, column 9");
    }

    @Test
    void dataIsShownAsJsonWithOneMemberInALine() {
        assertThat(field("map", Map.of("map", Map.of("a", 1))).text()).isEqualTo("{\n  \"a\": 1\n}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    count    | 0           | must be at least 1
                    count    | soon        | must be an integer, and is a string
                    list     | [1, x]      | 1 must be an integer, and is a string
                    map      | {a: x}      | a must be an integer, and is a string
                    map      | {key: abc}  | key is secret: give all of 'map' as a credential
                    """)
    void oneValueIsCheckedAlone(String name, String text, String fault) {
        FieldKind kind = field(name, Map.of()).kind();
        assertThat(ActionForm.faults(ACTION, name, kind.read(text))).containsExactly(fault);
    }

    @Test
    void noFaultIsFoundWhereThereIsNone() {
        assertThat(ActionForm.faults(ACTION, "count", 2)).isEmpty();
        assertThat(ActionForm.faults(ACTION, "unheard", 2)).isEmpty();
    }
}
