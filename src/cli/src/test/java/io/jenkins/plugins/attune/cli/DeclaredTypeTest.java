package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string|3|\"3\"",
                "any|true|\"true\"",
                "string or null|null|\"null\"",
                "integer|3|3",
                "integer|1e3|1E+3",
                "integer|123456789012345678901234567890|123456789012345678901234567890",
                "number|0.25|0.25",
                "number|7|7",
                "boolean|true|true",
                "array|[1,2]|[1,2]",
                "array of string or integer|[\"a\"]|[\"a\"]",
                "object|{\"a\":1}|{\"a\":1}",
                "integer or null|null|null",
                "array or object|{}|{}",
            })
    void makesAValueOfTheDeclaredType(String type, String text, String expected) {
        assertThat(new DeclaredType(type).read(text))
                .hasValueSatisfying(value -> assertThat(value).hasToString(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integer|x",
                "integer|1.5",
                "integer|``",
                "integer|1 2",
                "number|1,5",
                "number|NaN",
                "boolean|yes",
                "boolean|1",
                "array|{}",
                "array|a,b",
                "object|[]",
                "object|{\"a\":1,\"a\":2}",
            })
    void isEmptyForAnotherType(String type, String text) {
        assertThat(new DeclaredType(type).read(text)).isEmpty();
    }
}
