package io.jenkins.plugins.attune.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.schema.SchemaReader.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParameterCheckTest {
    private static final String PLAIN = "message: {type: string, required: true}\ncount: {type: integer, minimum: 1}\n"
            + "key: {type: string, required: true, default: standard}\n";

    @Test
    void fillsInDefaultsAndKeepsWhatIsGiven() throws InvalidParametersException {
        ObjectNode completed = ParameterCheck.complete(
                Declared.action(PLAIN), Declared.object("{'message': 'hi', 'count': 2}"), Map.of());

        assertThat(completed).isEqualTo(Declared.json("{'message': 'hi', 'count': 2, 'key': 'standard'}"));
    }

    @Test
    void theGivenParametersAreNotChanged() throws InvalidParametersException {
        ObjectNode given = Declared.object("{'message': 'hi', 'count': null}");

        ParameterCheck.complete(Declared.action(PLAIN), given, Map.of());

        assertThat(given).isEqualTo(Declared.json("{'message': 'hi', 'count': null}"));
    }

    @Test
    void nullForAnOptionalParameterCountsAsNotGiven() throws InvalidParametersException {
        Action action =
                Declared.action("a: {type: string}\nb: {type: string, default: x}\nc: {type: [string, 'null']}\n");

        assertThat(ParameterCheck.complete(action, Declared.object("{'a': null, 'b': null, 'c': null}"), Map.of()))
                .isEqualTo(Declared.json("{'c': null, 'b': 'x'}"));
    }

    @Test
    void tellsEverythingThatDoesNotFitInOneMessage() {
        InvalidParametersException refused = refused(PLAIN, "{'count': 0, 'mesage': 'hi', 'key': 3}", Map.of());

        assertThat(refused.getMessage().lines())
                .containsExactly(
                        "the action 'mine.act' can't be called like this:",
                        "  parameter 'mesage' is not one of the action's; perhaps 'message' [undeclared]",
                        "  parameter 'message' is required, and is not given [required]",
                        "  parameter 'count' must be at least 1 [minimum]",
                        "  parameter 'key' must be a string, and is an integer [type]");
        assertThat(refused.place()).isEqualTo("actions/act.yaml");
        assertThat(refused.remedy()).contains("message (string, required), count (integer), key (string)");
    }

    @Test
    void namesTheFieldInsideAParameter() {
        InvalidParametersException refused =
                refused("p: {type: object, properties: {a: {type: integer}}}", "{'p': {'a': 'x'}}", Map.of());

        assertThat(refused).hasMessageContaining("parameter 'p.a' must be an integer, and is a string [type]");
    }

    @Test
    void theMessageIsBounded() {
        StringBuilder given = new StringBuilder("{'x0': 1");
        for (int i = 1; i < 50; i++) {
            given.append(", 'x").append(i).append("': 1");
        }

        assertThat(refused("{}", given.append('}').toString(), Map.of()))
                .hasMessageContaining("and 30 more")
                .satisfies(refused -> assertThat(refused.getMessage().lines()).hasSize(22));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p: {type: string, immutable: true, default: x} | {'p': 'y'}      | [immutable]",
                "p: {type: string, required: true}              | {'p': null}     | [required]",
                "p: {type: string, required: true}              | {}              | [required]",
                "p: {type: string}                              | {'q': 1}        | [undeclared]",
                "{}                                             | {'q': 1}        | [undeclared]",
                "p: {type: string, secret: true}                | {'p': 'hunter2'} | [secret]",
                "p: {type: object, properties: {a: {secret: true}}} | {'p': {'a': 'hunter2'}} | [secret]",
                "p: {type: array, items: {properties: {a: {secret: true}}}} | {'p': [{'a': 'hunter2'}]} | [secret]",
                "{type: object, properties: {a: {}, b: {}}, anyOf: [{required: [a]}, {required: [b]}]} | {} | [anyOf]",
                "{type: object, properties: {a: {}}, minProperties: 1} | {} | [minProperties]",
            })
    void refusesWhatDoesNotFit(String yaml, String given, String rule) {
        assertThat(refused(yaml, given, Map.of()))
                .hasMessageContaining(rule)
                .hasMessageNotContaining("hunter2")
                .satisfies(refused -> assertThat(refused.getMessage().lines()).hasSize(2));
    }

    @Test
    void undeclaredParametersPassWhereTheSchemaLetsThem() throws InvalidParametersException {
        assertThat(ParameterCheck.complete(Declared.action(""), Declared.object("{'x': null}"), Map.of()))
                .isEqualTo(Declared.json("{'x': null}"));
        assertThat(ParameterCheck.complete(
                        Declared.action("a: {type: string}\nadditionalProperties: true\n"),
                        Declared.object("{'x': 1}"),
                        Map.of()))
                .isEqualTo(Declared.json("{'x': 1}"));
    }

    @Test
    void aDefaultThatBreaksItsOwnSchemaIsNotTheCallersFault() throws InvalidParametersException {
        ValueSchema schema = new Declared().schema("p: {type: integer, default: many}", Kind.PARAMETERS);

        assertThat(ParameterCheck.complete(Declared.action(schema), Declared.object("{}"), Map.of()))
                .isEqualTo(Declared.json("{'p': 'many'}"));
    }

    @Test
    void aSecretSatisfiesWhatIsRequiredAndIsNotInTheResult() throws InvalidParametersException {
        Action action = Declared.action("token: {type: string, secret: true, required: true, default: none}\n"
                + "options: {type: object, secret: true, default: {}}\n");

        assertThat(ParameterCheck.complete(action, Declared.object("{}"), Map.of("token", secret("hunter2"))))
                .isEqualTo(Declared.json("{'options': {}}"));
    }

    @Test
    void rulesAboutAllParametersSeeThatASecretIsThere() throws InvalidParametersException {
        Action action = Declared.action("type: object\nproperties: {a: {type: object}, b: {}}\n"
                + "anyOf: [{required: [a]}, {required: [b]}]\n");

        assertThat(ParameterCheck.complete(action, Declared.object("{}"), Map.of("a", secret("{}"))))
                .isEmpty();
    }

    @Test
    void aPlainValueForASecretParameterPassesWhereTheCallerMayDoSo() throws InvalidParametersException {
        ObjectNode given = Declared.object("{'p': 'hunter2', 'q': {'a': 'hunter2'}}");
        Action action = Declared.action("p: {type: string, secret: true}\nq: {properties: {a: {secret: true}}}\n");

        assertThat(ParameterCheck.complete(action, given, Map.of(), new ParameterPolicy(true)))
                .isEqualTo(given);
    }

    @Test
    void evenThenItsValueIsNotTold() {
        Action action = Declared.action("p: {type: object, secret: true, additionalProperties: false}\n");
        ObjectNode given = Declared.object("{'p': {'hunter2': 1}}");

        assertThatThrownBy(() -> ParameterCheck.complete(action, given, Map.of(), new ParameterPolicy(true)))
                .hasMessageContaining("'p'")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: string, minLength: 20}                   | hunter2         | [minLength]",
                "{type: string, maxLength: 3}                    | hunter2         | [maxLength]",
                "{type: string, pattern: '^[0-9]+$'}             | hunter2         | [pattern]",
                "{type: string, enum: [a, b]}                    | hunter2         | [enum]",
                "{type: string, const: a}                        | hunter2         | [const]",
                "{type: object}                                  | hunter2         | [type]",
                "{type: object}                                  | 'hunter2'       | [type]",
                "{type: object}                                  | {'hunter2': 1}} | [type]",
                "{type: object, additionalProperties: false}     | {'hunter2': 1}  | [additionalProperties]",
                "{type: object, properties: {a: {maxLength: 2}}} | {'a': 'hunter2'} | [maxLength]",
                "{properties: {a: {additionalProperties: false}}, type: object} | {'a': {'hunter2': 1}} | [additionalProperties]",
                "{type: array, items: {type: integer}}           | ['hunter2']     | [type]",
                "{type: integer}                                 | hunter2         | [type]",
                "{type: integer, maximum: 5}                     | 7               | [maximum]",
                "{type: boolean}                                 | 1               | [type]",
                "{type: string, immutable: true, default: a}     | hunter2         | [immutable]",
            })
    void checksASecretWithoutTellingIt(String property, String value, String rule) {
        InvalidParametersException refused =
                refused("p: " + property, "{}", Map.of("p", secret(value.replace('\'', '"'))));

        assertThat(refused.describe()).contains("'p'", rule).doesNotContain("hunter2");
        assertThat(refused.getMessage().lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: string, minLength: 7, maxLength: 7, pattern: '^h.*2$'} | hunter2",
                "{type: string, enum: [hunter2]}                               | hunter2",
                "{type: string, maxLength: 2}                                  | \uD83D\uDD11x",
                "{type: any}                                                   | {not json",
                "{type: object, properties: {a: {type: integer}}}              | {'a': 1}",
                "{type: integer, maximum: 9}                                   | 7",
                "{type: boolean}                                               | true",
            })
    void acceptsASecretThatFits(String property, String value) throws InvalidParametersException {
        Map<String, SecretValue> secrets = Map.of("p", secret(value.replace('\'', '"')));

        assertThat(ParameterCheck.complete(Declared.action("p: " + property), Declared.object("{}"), secrets))
                .isEmpty();
    }

    @Test
    void aSecretThatIsNoTextIsCheckedAsTheBase64OfIt() throws InvalidParametersException {
        Map<String, SecretValue> secrets = Map.of("p", SecretValue.taking(new byte[] {(byte) 0xff, (byte) 0xfe}));

        assertThat(ParameterCheck.complete(
                        Declared.action("p: {type: string, minLength: 4, pattern: '^//4=$'}"),
                        Declared.object("{}"),
                        secrets))
                .isEmpty();
        assertThat(refused("p: {type: string, maxLength: 3}", "{}", secrets)).hasMessageContaining("[maxLength]");
    }

    @Test
    void aSecretForAnUnknownNameIsRefusedUnlessAnythingIsTaken() throws InvalidParametersException {
        assertThat(refused(PLAIN, "{'message': 'x'}", Map.of("tokn", secret("hunter2"))))
                .hasMessageContaining("'tokn' is not one of the action's");
        assertThat(ParameterCheck.complete(Declared.action(""), Declared.object("{}"), Map.of("x", secret("y"))))
                .isEmpty();
    }

    @Test
    void aParameterGivenBothWaysIsRefused() {
        String given = "{'p': 'x'}";

        assertThat(refused("p: {type: string}", given, Map.of("p", secret("hunter2"))))
                .hasMessageContaining("[both]");
        assertThat(refused("", given, Map.of("p", secret("hunter2")))).hasMessageContaining("[both]");
    }

    @Test
    void whatNobodyMeansToGiveIsRefusedBeforeItIsLookedAt() {
        StringBuilder many = new StringBuilder("{'x': 1");
        for (int i = 0; i < ParameterCheck.MAX_NAMES; i++) {
            many.append(", 'x").append(i).append("': 1");
        }
        String deep = "{'p': " + "[".repeat(60) + "]".repeat(60) + "}";
        String longName = "{'p': {'" + "n".repeat(256) + "': 1}}";

        assertThat(refused("", many + "}", Map.of())).hasMessageContaining("more than 1000");
        assertThat(refused("", deep, Map.of())).hasMessageContaining("deeper than 50");
        assertThat(refused("", longName, Map.of())).hasMessageContaining("longer than 255");
    }

    private static InvalidParametersException refused(String yaml, String given, Map<String, SecretValue> secrets) {
        Action action = Declared.action(yaml);
        return catchThrowableOfType(
                InvalidParametersException.class,
                () -> ParameterCheck.complete(action, Declared.object(given), secrets));
    }

    private static SecretValue secret(String text) {
        return SecretValue.taking(text.getBytes(StandardCharsets.UTF_8));
    }
}
