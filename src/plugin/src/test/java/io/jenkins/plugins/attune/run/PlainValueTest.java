package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import groovy.lang.GString;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.GStringImpl;
import org.junit.jupiter.api.Test;

class PlainValueTest {
    @Test
    void turnsWhatGroovyPassesIntoPlainValues() {
        GString text = new GStringImpl(new Object[] {2}, new String[] {"1 + 1 = ", "!"});
        Map<String, Object> plain = PlainValue.map(Map.of(
                "text", text, text, List.of(text, 1, new BigDecimal("1.50"), true), "array", new Object[] {'c'}));
        assertThat(plain)
                .isEqualTo(Map.of(
                        "text",
                        "1 + 1 = 2!",
                        "1 + 1 = 2!",
                        List.of("1 + 1 = 2!", 1, new BigDecimal("1.50"), true),
                        "array",
                        List.of("c")));
        assertThat(plain.get("text")).isInstanceOf(String.class);
    }

    @Test
    void refusesAnythingElseByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainValue.map(Map.of("when", List.of(Instant.EPOCH))))
                .withMessageContaining("'when'")
                .withMessageContaining("java.time.Instant");
    }

    @Test
    void refusesAListThatContainsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainValue.map(Map.of("endless", list)))
                .withMessageContaining("nested deeper");
    }
}
