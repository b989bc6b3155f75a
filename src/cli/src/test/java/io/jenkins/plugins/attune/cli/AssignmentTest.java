package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.cli.Assignment.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {
    @ParameterizedTest
    @CsvSource({
        "a=b, a, VALUE, b",
        "a=, a, VALUE, ''",
        "a:=3, a, JSON, 3",
        "a@b.txt, a, FILE, b.txt",
        "mail=x@y.z, mail, VALUE, x@y.z",
        "a=b=c, a, VALUE, b=c",
        "a@b=c, a, FILE, b=c",
        "a=:=, a, VALUE, :=",
        "'a==', a, VALUE, =",
    })
    void isSplitAtTheFirstSign(String argument, String name, Kind kind, String text) throws UsageException {
        assertThat(Assignment.parse(argument)).isEqualTo(new Assignment(name, kind, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "word", "=b", ":=b", "@b"})
    void needsANameAndASign(String argument) {
        assertThatThrownBy(() -> Assignment.parse(argument))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("gives no parameter");
    }
}
