package io.jenkins.plugins.attune.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValueSchemaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: integer}             | 'x'            | must be an integer, and is a string",
                "{type: [string, integer]}   | true           | must be a string or an integer, and is a boolean",
                "{enum: [a, 2]}              | 'b'            | must be one of 'a', 2",
                "{const: yes}                | 'no'           | must be 'yes'",
                "{type: integer, minimum: 1} | 0              | must be at least 1",
                "{type: number, maximum: 1}  | 1.5            | must be at most 1",
                "{exclusiveMaximum: 3}       | 3              | must be below 3",
                "{multipleOf: 5}             | 7              | must be a multiple of 5",
                "{minLength: 2}              | 'x'            | must have at least 2 characters",
                "{maxLength: 2}              | 'xyz'          | must have at most 2 characters",
                "{pattern: '^[0-9]+$'}       | 'x'            | must match '^[0-9]+$'",
                "{format: ipv4}              | 'x'            | must be written as 'ipv4' prescribes",
                "{format: date}              | 'x'            | must be written as 'date' prescribes",
                "{format: date-time}         | 'x'            | must be written as 'date-time' prescribes",
                "{format: time}              | 'x'            | must be written as 'time' prescribes",
                "{format: duration}          | 'x'            | must be written as 'duration' prescribes",
                "{format: email}             | 'x'            | must be written as 'email' prescribes",
                "{format: hostname}          | '-'            | must be written as 'hostname' prescribes",
                "{format: ipv6}              | 'x'            | must be written as 'ipv6' prescribes",
                "{format: uri}               | '::'           | must be written as 'uri' prescribes",
                "{format: uuid}              | 'x'            | must be written as 'uuid' prescribes",
                "{minItems: 1}               | []             | must have at least 1 items",
                "{maxItems: 1}               | [1,2]          | must have at most 1 items",
                "{uniqueItems: true}         | [1,1]          | must not hold the same item twice",
                "{required: [a]}             | {}             | lacks the field 'a'",
                "{properties: {a: {}}, additionalProperties: false} | {'b':1} | has the field 'b', which is not declared",
                "{minProperties: 1}          | {}             | must have at least 1 fields",
            })
    void saysWhatIsWrongWithoutTheValue(String property, String value, String message) {
        ValueSchema schema = Declared.parameters("p: " + property);
        String json = "{'p': " + value + "}";

        assertThat(schema.check(Declared.json(json)))
                .extracting(Violation::message)
                .containsExactly(message);
    }

    @Test
    void pointsAtTheValueAtFault() {
        ValueSchema schema =
                Declared.parameters("p: {type: object, properties: {a/b: {type: array, items: {type: integer}}}}");

        assertThat(schema.check(Declared.json("{'p': {'a/b': [1, 'x']}}")))
                .extracting(Violation::pointer)
                .containsExactly("/p/a~1b/1");
    }

    @Test
    void theOpenSchemaTakesAnything() {
        assertThat(ValueSchema.open().isOpen()).isTrue();
        assertThat(ValueSchema.open().allowsAdditional()).isTrue();
        assertThat(ValueSchema.open().check(Declared.json("[1, {'a': null}]"))).isEmpty();
    }

    @Test
    void whatIsHandedOutCanBeChangedWithoutEffect() {
        ValueSchema schema = Declared.parameters("p: {type: string}");
        ObjectNode copy = schema.jsonSchema();
        copy.removeAll();

        assertThat(schema.check(Declared.json("{'p': 1}"))).hasSize(1);
    }

    @Test
    void reportsAHundredViolationsAtMost() {
        ValueSchema schema = Declared.parameters("p: {type: array, items: {type: string}}");
        String items = "1,".repeat(500) + "1";

        assertThat(schema.check(Declared.json("{'p': [" + items + "]}"))).hasSize(Validation.MAX_VIOLATIONS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: string}              | true",
                "{type: any}                 | true",
                "{type: [string, 'null']}    | true",
                "{type: object}              | false",
                "{type: integer}             | false",
            })
    void aSecretIsTextWhereverTheTypeLeavesItOpen(String property, boolean text) {
        assertThat(Declared.parameters("p: " + property).takesText("p")).isEqualTo(text);
    }
}
