package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.EnvVars;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTextTest {
    @Test
    void readsAMappingAndWritesItBack() {
        Map<String, Object> parameters =
                Map.of("text", "on", "number", 5, "nested", Map.of("list", List.of("a: b", "\n")));
        assertThat(FormText.parameters(FormText.ofParameters(parameters))).isEqualTo(parameters);
        assertThat(FormText.ofParameters(Map.of())).isEmpty();
        assertThat(FormText.parameters(" \n")).isEmpty();
    }

    @Test
    void aTextThatIsIndentedAsAWholeKeepsItsShape() {
        assertThat(FormText.unindented("\n    a: 1\n    b:\n      c: 2\n  ")).isEqualTo("a: 1\nb:\n  c: 2");
        assertThat(FormText.unindented(" a: 1")).isEqualTo("a: 1");
        assertThat(FormText.unindented("a: |\n  text  \n\n  more\n")).isEqualTo("a: |\n  text  \n\n  more");
        assertThat(FormText.unindented(" \n ")).isNull();
        assertThat(FormText.unindented(null)).isNull();
    }

    @Test
    void tellsWhereYamlIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormText.parameters("a: 1\na: 2"))
                .withMessageContaining("parameters:2:1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormText.parameters("- a"))
                .withMessageContaining("must be a mapping");
    }

    @Test
    void putsVariablesIntoTextButNotIntoNames() {
        EnvVars variables = new EnvVars("X", "y");
        assertThat(FormText.expand(Map.of("$X", List.of("<$X ${X} $Z>", 5, Map.of("$X", "$X"))), variables))
                .isEqualTo(Map.of("$X", List.of("<y y $Z>", 5, Map.of("$X", "y"))));
    }

    @Test
    void readsVariablesLineByLine() {
        assertThat(FormText.variables("A=b=c\n\n# a remark\n B = d \n")).isEqualTo(Map.of("A", "b=c", "B", " d "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormText.variables("A=b\n=hunter2"))
                .withMessage("environment: line 2 is not of the form NAME=value");
        assertThat(FormText.variables(FormText.ofVariables(Map.of("A", "b")))).isEqualTo(Map.of("A", "b"));
    }

    @Test
    void readsTimeLimits() {
        assertThat(FormText.seconds(" 30 ")).isEqualTo(30);
        assertThat(FormText.seconds("")).isNull();
        for (String wrong : List.of("0", "-1", "soon", "99999999")) {
            assertThatIllegalArgumentException().isThrownBy(() -> FormText.seconds(wrong));
        }
    }
}
